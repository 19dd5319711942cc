import type { MarkRow } from '../../db/tables.ts'
import { carryMarks } from './carry-marks.ts'
import { type Stretch, unbracketed } from './edited-text.ts'
import { type Lineage, lineageOf, ofOneLine, type Section, textOfLines } from './lineage.ts'
import { isBlank, type Paragraph } from './paragraph.ts'

type Marked = Pick<MarkRow, 'id' | 'paragraph_id' | 'start_at' | 'end_at' | 'verdict' | 'decided_by'>
type Place = Stretch & { piece: number }

/** What an edit did. Places are of a piece, in UTF-16 code units. */
export type Edited<M> = {
  /** What stands there now. */
  pieces: Paragraph[]
  moved: (Place & { mark: M })[]
  closed: M[]
  /** Brackets taken away or put around a mark: the verdict that the person thereby gave. */
  decided: { mark: M; verdict: 'cut' | 'keep' }[]
  cutByHand: Place[]
  /** Paragraphs that went into another one: what was said of them is said of that one now. */
  followed: { from: string; to: string }[]
  /** The pieces with new words about whose marks no person had decided. */
  fresh: number[]
}

/** What came back from the form, where cut words stand in ⟦…⟧; the line break of the text, and ids for new paragraphs. */
export type EditForm = { text: string; lineBreak: string; newId: (piece: number) => string }

/** What an editor did to one paragraph: the first piece keeps its id. Emptied, it goes. */
export function editedParagraph<M extends Marked>(paragraph: Paragraph, marks: readonly M[], form: EditForm): Edited<M> {
  const text = linesOf(form.text).replace(/\n+$/, '')
  if (isBlank(text)) return { pieces: [], moved: [], closed: [...marks], decided: [], cutByHand: [], followed: [], fresh: [] }
  return edited([paragraph], marks, { ...form, text }, ofOneLine)
}

/** What an editor did to the whole text. */
export function editedParagraphs<M extends Marked>(paragraphs: readonly Paragraph[], marks: readonly M[], form: EditForm): Edited<M> {
  const texts = paragraphs.map(({ text }) => text)
  return edited(paragraphs, marks, { ...form, text: linesOf(form.text) }, (after) => lineageOf(texts, after))
}

/** The same where the paragraphs of another revision come in place of these: what stays keeps its id, the rest the one it had. */
export function replacedParagraphs<M extends Marked>(
  before: readonly Paragraph[],
  marks: readonly M[],
  after: readonly Paragraph[],
): Edited<M> {
  const texts = after.map(({ text }) => text)
  const lineage = lineageOf(
    before.map(({ text }) => text),
    texts,
  )
  const kept = new Set(lineage.heirs.flatMap((line) => (line === null ? [] : [before[line]?.id])))
  const pieces = after.map((paragraph, piece) => {
    const heir = before[lineage.heirs[piece] ?? -1]
    return { ...paragraph, id: heir?.id ?? (kept.has(paragraph.id) ? `${paragraph.id}-${piece}` : paragraph.id) }
  })
  return { ...carried(before, marks, pieces, lineage), decided: [], cutByHand: [] }
}

function edited<M extends Marked>(
  paragraphs: readonly Paragraph[],
  marks: readonly M[],
  form: EditForm,
  lineageTo: (after: readonly string[]) => Lineage,
): Edited<M> {
  const { text, cuts } = unbracketed(form.text)
  const lines = text.split('\n')
  const lineage = lineageTo(lines)
  const pieces = lines.map((line, piece) => asParagraph(line, { piece, lineage, paragraphs, last: piece === lines.length - 1, form }))
  const edit = carried(paragraphs, marks, pieces, lineage)
  const brackets = bracketsIn(lines, cuts)
  const cutByHand = brackets.filter((bracket) => !edit.moved.some((place) => same(place, bracket)))
  return { ...edit, decided: edit.moved.flatMap((place) => verdictGiven(place, brackets)), cutByHand }
}

function linesOf(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}

type Made = { piece: number; lineage: Lineage; paragraphs: readonly Paragraph[]; last: boolean; form: EditForm }

// A paragraph whose words a person changed no longer stands in the original; the text ends as it ended.
function asParagraph(text: string, { piece, lineage, paragraphs, last, form }: Made): Paragraph {
  const heir = paragraphs[lineage.heirs[piece] ?? -1]
  const parent = heir ?? paragraphs[lineage.parents[piece] ?? -1]
  const end = last ? (paragraphs.at(-1)?.end ?? '') : parent?.end || form.lineBreak
  if (heir && heir.text === text) return { ...heir, end }
  const kind = isBlank(text) ? 'blank' : !parent || parent.kind === 'blank' ? 'text' : parent.kind
  return { ...parent, id: heir?.id ?? form.newId(piece), kind, text, spans: [], origin: null, end }
}

type Carried<M> = Omit<Edited<M>, 'decided' | 'cutByHand'>

function carried<M extends Marked>(
  paragraphs: readonly Paragraph[],
  marks: readonly M[],
  pieces: Paragraph[],
  lineage: Lineage,
): Carried<M> {
  const marksOf = Map.groupBy(marks, ({ paragraph_id }) => paragraph_id)
  const texts = { before: paragraphs.map(({ text }) => text), after: pieces.map(({ text }) => text) }
  const places = lineage.sections.flatMap((section) => {
    const own = section.before.flatMap((line, index) => (marksOf.get(paragraphs[line]?.id ?? '') ?? []).map((mark) => ({ mark, index })))
    return placesIn(section, own, texts)
  })
  const decided = new Set(marks.filter(({ decided_by }) => decided_by !== null).map(({ paragraph_id }) => paragraph_id))
  const wentTo = Map.groupBy([...lineage.went.keys()], (line) => lineage.went[line])
  const isFresh = (piece: number) => {
    const sources = [lineage.heirs[piece], lineage.parents[piece], ...(wentTo.get(piece) ?? [])]
    const old = paragraphs[lineage.heirs[piece] ?? -1]
    return old?.text !== pieces[piece]?.text && !sources.some((line) => decided.has(paragraphs[line ?? -1]?.id ?? ''))
  }
  return {
    pieces,
    moved: places.flatMap(({ mark, place }) => (place ? [{ mark, ...place }] : [])),
    closed: places.flatMap(({ mark, place }) => (place ? [] : [mark])),
    followed: followedOf(paragraphs, pieces, lineage),
    fresh: [...pieces.keys()].filter(isFresh),
  }
}

function placesIn<M extends Marked>(
  section: Section,
  own: readonly { mark: M; index: number }[],
  texts: { before: readonly string[]; after: readonly string[] },
): { mark: M; place: Place | null }[] {
  if (own.length === 0) return []
  const [before, after] = [textOfLines(section.before, texts.before), textOfLines(section.after, texts.after)]
  const at = own.map(({ mark, index }) => ({ start: before.startOf(index) + mark.start_at, end: before.startOf(index) + mark.end_at }))
  return carryMarks(before.text, after.text, at).map((stretch, n) => {
    const mark = own[n]?.mark as M
    const index = stretch && section.after.length > 0 ? after.indexAt(stretch.start) : -1
    const piece = section.after[index]
    if (!stretch || piece === undefined || after.indexAt(stretch.end) !== index) return { mark, place: null }
    return { mark, place: { piece, start: stretch.start - after.startOf(index), end: stretch.end - after.startOf(index) } }
  })
}

function followedOf(paragraphs: readonly Paragraph[], pieces: readonly Paragraph[], { went }: Lineage): { from: string; to: string }[] {
  const ids = new Set(pieces.map(({ id }) => id))
  return paragraphs.flatMap(({ id }, line) => {
    const to = pieces[went[line] ?? -1]?.id
    return to === undefined || ids.has(id) ? [] : [{ from: id, to }]
  })
}

function bracketsIn(lines: readonly string[], cuts: readonly Stretch[]): Place[] {
  const text = textOfLines([...lines.keys()], lines)
  return cuts.flatMap(({ start, end }) => {
    const piece = text.indexAt(start)
    const at = text.startOf(piece)
    return isBlank(text.text.slice(start, end)) ? [] : [{ piece, start: start - at, end: end - at }]
  })
}

function verdictGiven<M extends Marked>(place: Place & { mark: M }, brackets: readonly Place[]): { mark: M; verdict: 'cut' | 'keep' }[] {
  const { mark } = place
  const bracketed = brackets.some((bracket) => same(place, bracket))
  if (mark.verdict === 'cut') return bracketed ? [] : [{ mark, verdict: 'keep' }]
  return bracketed ? [{ mark, verdict: 'cut' }] : []
}

function same(a: Place, b: Place): boolean {
  return a.piece === b.piece && a.start === b.start && a.end === b.end
}
