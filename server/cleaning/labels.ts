import type { Evidence, Finding, Hit, LineView } from './kind.ts'
import {
  endsLikeSentence,
  firstBoundary,
  isBlank,
  isBody,
  isCaseless,
  isHeadline,
  isHeadlineLong,
  isTitled,
  startsCapital,
  wordsIn,
} from './shape.ts'

/** Finds labels with the headline they announce: on the same line, behind a paragraph, or on the lines below. */
export function findLabels(line: LineView): Finding[] {
  return line.hits.flatMap((hit) => {
    if (hit.role === 'alone') return findAlone(line, hit)
    if (hit.role === 'opens' || hit.role === 'ours') return []
    return findLabel(line, hit)
  })
}

/** A phrase complete in itself: the whole line, or behind the last sentence of a paragraph. */
export function findAlone({ index, text, ...line }: LineView, hit: Hit): Finding[] {
  if (hit.role !== 'alone' || !onlySigns.test(text.slice(hit.end))) return []
  const said = text.slice(hit.start, hit.end)
  if (onlySigns.test(text.slice(0, hit.start))) {
    return [
      {
        line: index,
        start: 0,
        end: text.length,
        language: hit.language,
        because: `says only “${said}”`,
        evidence: ['complete', ...tail(line)],
      },
    ]
  }
  if (!startsCapital(said)) return []
  return [
    {
      line: index,
      start: hit.start,
      end: text.length,
      language: hit.language,
      because: `ends with “${said}”`,
      evidence: ['complete', 'inline'],
    },
  ]
}

const tail = ({ isTail }: { isTail: boolean }): Evidence[] => (isTail ? ['tail'] : [])

/** The label, how it is marked off, and what stands behind it. */
type Labelled = { line: LineView; hit: Hit; label: string; evidence: Evidence[]; start: number; headline: string; headlineStart: number }

function findLabel(line: LineView, hit: Hit): Finding[] {
  const labelled = readLabel(line, hit)
  if (!labelled) return []
  if (isBlank(labelled.headline)) return findHeadlineBelow(labelled)
  return findHeadlineBehind(labelled)
}

function readLabel(line: LineView, hit: Hit): Labelled | null {
  const { text } = line
  const before = text.slice(0, hit.start)
  const atStart = onlySigns.test(before)
  const rest = text.slice(hit.end)
  const mark = markOf(rest, hit)
  const headlineStart = hit.end + mark.length
  const headline = rest.slice(mark.length).replace(closing, '')
  const said = text.slice(hit.start, hit.end)
  const capitals = isTitled(said) || (startsCapital(said) && (isBlank(headline) || startsCapital(headline)) && !isCaseless(said))
  if (isBlank(mark) && !capitals && !isCaseless(said)) return null
  const evidence: Evidence[] = [strength[hit.role] ?? 'weak label']
  if (!isBlank(mark) || gluedTo(text, hit.end)) evidence.push('mark')
  if (capitals) evidence.push('capitals')
  if (!atStart) evidence.push('inline')
  return {
    line,
    hit,
    label: text.slice(hit.start, headlineStart).trim(),
    evidence,
    start: atStart ? 0 : openedBefore(before),
    headline,
    headlineStart,
  }
}

/** “RelatedHarbour fire”: nobody writes so but a lost link. */
const gluedTo = (text: string, end: number): boolean => /^\p{Ll}\p{M}*\p{Lu}/u.test(text.slice(end - 1, end + 2))

const strength: Partial<Record<Hit['role'], Evidence>> = { labels: 'label', lists: 'list label', weak: 'weak label' }
const onlySigns = /^[^\p{L}\p{N}]*$/u
const closing = /[\s)\]<«]*$/u
const plainMark = /^\s*(?:[:：|¦>»›→–—-]|\.{3}|…)+[\s:]*/u
// “Also read on Harbour Radio:” says where before its colon.
const placedMark = /^\s+\p{Ll}{1,4}(?:\s+[\p{L}\p{M}\p{N}.'’&-]+){1,4}\s*[:：]\s*/u

function markOf(rest: string, hit: Hit): string {
  const found = plainMark.exec(rest) ?? (hit.role === 'labels' ? placedMark.exec(rest) : null)
  return found?.[0] ?? ''
}

/** A bracket that opened for the label goes with it. */
function openedBefore(before: string): number {
  return before.length - (/[([>\s]*$/u.exec(before)?.[0].trimStart().length ?? 0)
}

function findHeadlineBehind(labelled: Labelled): Finding[] {
  const { line, hit, label, evidence, start, headline, headlineStart } = labelled
  if (hit.role === 'lists' && !evidence.includes('mark')) return []
  if (hit.role === 'weak' && !evidence.includes('mark')) return []
  const end = endOfHeadline(labelled)
  const because = `${start === 0 ? 'starts with' : 'holds'} “${label}”`
  const found = { line: line.index, start, language: hit.language, because }
  if (end === 'unclear') {
    return [{ ...found, end: headlineStart + likelyEnd(headline), evidence: [...evidence, 'unclear end'] }]
  }
  if (end < line.text.length) return [{ ...found, end, evidence: [...evidence, 'headline', 'glued'] }]
  return [{ ...found, end, evidence: [...evidence, ...shapeOf(headline)] }]
}

function shapeOf(headline: string): Evidence[] {
  if (isHeadlineLong(headline)) return ['headline']
  const shape: Evidence[] = endsLikeSentence(headline) ? ['sentence'] : ['no headline']
  return wordsIn(headline) > 30 ? [...shape, 'long'] : shape
}

/** Where the headline ends: with the line, before a sentence glued to it, or nobody can tell. */
function endOfHeadline({ line: { text }, headline, headlineStart, start, hit }: Labelled): number | 'unclear' {
  const glue = start > 0 && /[^\s(]$/u.test(text.slice(0, hit.start)) ? gluedSentence.exec(headline) : null
  if (glue && isHeadline(headline.slice(0, glue.index + glue[0].length)) && wordsIn(headline.slice(glue.index)) >= 8)
    return headlineStart + glue.index + glue[0].length
  const ownLine = start === 0 && isHeadlineLong(headline)
  if (firstBoundary(headline) >= 0 && !ownLine) return 'unclear'
  return start > 0 && endsLikeSentence(headline) ? 'unclear' : text.length
}

// A capital in the middle, with at least two small words behind it: there the story may go on.
const goesOn = /(?<=\s)\p{Lu}[\p{L}\p{M}'’-]*(?:,|\s+\p{Ll}[\p{L}\p{M}'’-]*,?\s+\p{Ll})/gu

/** The best guess for a person to look at: before the sentence in which the story seems to go on. */
function likelyEnd(headline: string): number {
  const sentence = firstBoundary(headline)
  const first = sentence < 0 ? headline : headline.slice(0, sentence)
  const found = first.matchAll(goesOn).find(({ index }) => wordsIn(first.slice(0, index)) >= 3)
  return first.slice(0, found?.index).trimEnd().length
}

// A story's sentence that begins without a blank, where the label was glued to the sentence before it too.
const gluedSentence = /(?:(?:\p{Ll}\p{M}*){3}|\p{N}|[?!»”"])(?=(?:["“]|« ?)?\p{Lu}\p{M}*[\p{Ll}\p{M}’']*\s)/u

function findHeadlineBelow({ line, hit, label, evidence, start, headlineStart }: Labelled): Finding[] {
  const below = start === 0 ? headlinesBelow(line, hit) : { rows: [], closed: false }
  const alone = { line: line.index, start, end: line.text.length, language: hit.language, group: line.index }
  const because = start === 0 ? `says only “${label}”` : `ends with “${label}”`
  if (below.rows.length === 0) {
    const reach = hit.end === headlineStart && start > 0 ? 'trailing' : 'alone'
    return start === 0 && hit.role !== 'labels' ? [] : [{ ...alone, because, evidence: [...evidence, reach] }]
  }
  const listed: Evidence = below.closed ? 'headline below' : 'listed below'
  return [
    { ...alone, because, evidence: [...evidence, 'headline below'] },
    ...below.rows.map(
      (row): Finding => ({
        ...alone,
        line: row,
        start: 0,
        end: line.lines[row]?.length ?? 0,
        because: `stands below “${label}”`,
        evidence: [...evidence, listed],
      }),
    ),
  ]
}

const mostListed = 30

/** The headlines below a label: one for a label; for a list all that is no paragraph of the story, to the end of the article. */
function headlinesBelow({ index, lines }: LineView, hit: Hit): { rows: number[]; closed: boolean } {
  const isList = hit.role === 'lists'
  const rows: number[] = []
  for (let row = index + 1; row < lines.length && rows.length < mostListed; row++) {
    const text = lines[row] ?? ''
    if (isBlank(text)) continue
    if (isBody(text) || !(isList ? wordsIn(text) <= 25 : isHeadline(text))) return { rows, closed: !isList }
    rows.push(row)
    if (!isList) return { rows, closed: true }
  }
  return { rows, closed: rows.length < mostListed }
}
