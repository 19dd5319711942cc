import type { MarkRow, Verdict } from '../../db/tables.ts'
import { isBlank, looksLikeHeading, type Paragraph } from '../articles/paragraph.ts'
import { type KindName, kinds } from '../cleaning/kinds.ts'

/** A line of the galley as an editor sees it: its words in stretches, and under it why some of them are marked. */
export type GalleyLine = {
  id: string
  number: number
  shape: 'text' | 'heading' | 'quote'
  state: 'plain' | 'cut' | 'maybe' | 'kept'
  stretches: { text: string; verdict: Verdict | null; whole: boolean }[]
  reasons: Reason[]
}

type Reason = {
  mark_id: string
  verdict: Verdict
  kind: string
  because: string
  rule: string
  score: string | null
  byPerson: boolean
  /** No rule found it: a person cut these words. */
  byHand: boolean
  /** How many marks of this kind have this verdict in the article. */
  alike: number
}

type Mark = Pick<
  MarkRow,
  'id' | 'paragraph_id' | 'start_at' | 'end_at' | 'kind' | 'because' | 'rule' | 'score' | 'verdict' | 'decided_by' | 'made_by'
>

export function galleyLines(paragraphs: readonly Paragraph[], marks: readonly Mark[]): GalleyLine[] {
  const marksOf = Map.groupBy(marks, ({ paragraph_id }) => paragraph_id)
  const alike = Map.groupBy(marks, ({ kind, verdict }) => `${kind} ${verdict}`)
  return paragraphs
    .filter(({ text }) => !isBlank(text))
    .map((paragraph, index, shown) => {
      const own = (marksOf.get(paragraph.id) ?? []).toSorted((a, b) => a.start_at - b.start_at)
      return {
        id: paragraph.id,
        number: index + 1,
        shape: shapeOf(paragraph, shown[index + 1], own),
        state: stateOf(paragraph, own),
        stretches: stretchesOf(paragraph, own),
        reasons: own.map((mark) => ({ ...reasonOf(mark), alike: alike.get(`${mark.kind} ${mark.verdict}`)?.length ?? 1 })),
      }
    })
}

function shapeOf(paragraph: Paragraph, next: Paragraph | undefined, marks: readonly Mark[]): GalleyLine['shape'] {
  if (paragraph.kind === 'heading' || paragraph.kind === 'quote') return paragraph.kind
  return marks.length === 0 && looksLikeHeading(paragraph, next) ? 'heading' : 'text'
}

function stateOf({ text }: Paragraph, marks: readonly Mark[]): GalleyLine['state'] {
  if (marks.some(({ verdict }) => verdict === 'check')) return 'maybe'
  if (marks.some((mark) => mark.verdict === 'cut' && coversAll(mark, text))) return 'cut'
  return marks.length > 0 && marks.every(({ verdict }) => verdict === 'keep') ? 'kept' : 'plain'
}

function coversAll({ start_at, end_at }: Mark, text: string): boolean {
  return isBlank(text.slice(0, start_at)) && isBlank(text.slice(end_at))
}

function stretchesOf({ text }: Paragraph, marks: readonly Mark[]): GalleyLine['stretches'] {
  const stretches: GalleyLine['stretches'] = []
  let at = 0
  for (const mark of marks) {
    if (mark.start_at < at) continue
    stretches.push({ text: text.slice(at, mark.start_at), verdict: null, whole: false })
    stretches.push({ text: text.slice(mark.start_at, mark.end_at), verdict: mark.verdict, whole: coversAll(mark, text) })
    at = mark.end_at
  }
  stretches.push({ text: text.slice(at), verdict: null, whole: false })
  return stretches.filter((stretch) => stretch.text !== '')
}

function reasonOf({ id, verdict, kind, because, rule, score, decided_by, made_by }: Mark): Omit<Reason, 'alike'> {
  const byPerson = decided_by !== null && made_by === null
  return {
    mark_id: id,
    verdict,
    kind: kindLabel(kind),
    because,
    rule,
    score: verdict === 'check' ? score.toFixed(2) : null,
    byPerson,
    byHand: made_by !== null,
  }
}

/** The short name of a kind of boilerplate, for the eye. */
function kindLabel(kind: string): string {
  return kind in kinds ? kinds[kind as KindName].label : 'By hand'
}

/** How much of a text is kept, cut and to check, in UTF-16 code units. */
export function meterOf(paragraphs: readonly Paragraph[], marks: readonly Mark[]): { keep: number; cut: number; check: number } {
  const marked = (wanted: Verdict) =>
    marks.filter(({ verdict }) => verdict === wanted).reduce((sum, { start_at, end_at }) => sum + end_at - start_at, 0)
  const [cut, check] = [marked('cut'), marked('check')]
  return { keep: paragraphs.reduce((sum, { text }) => sum + text.length, 0) - cut - check, cut, check }
}
