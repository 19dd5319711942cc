import { findAlone } from './alone.ts'
import { gluedEnd, headlinesBelow, likelyEnd } from './headlines.ts'
import { jointIn } from './joints.ts'
import type { Evidence, Finding, Hit, LineView, Vocabulary, Words } from './kind.ts'
import {
  endsLikeSentence,
  firstBoundary,
  hasNoStops,
  isBlank,
  isCaseless,
  isHeadlineLong,
  isTitled,
  isUnspaced,
  startsCapital,
} from './shape.ts'
import { wordsIn } from './words.ts'

/** Finds labels with the headline they announce: on the same line, behind a paragraph, or on the lines below. */
export function findLabels(line: LineView, words: Words): Finding[] {
  return line.hits.flatMap((hit) => {
    if (hit.role === 'alone') return findAlone(line, hit)
    if (hit.role === 'opens' || hit.role === 'ours') return []
    return findLabel(line, hit, words(hit.language))
  })
}

/** The label, how it is marked off, and what stands behind it. */
type Labelled = { line: LineView; hit: Hit; label: string; evidence: Evidence[]; start: number; headline: string; headlineStart: number }

function findLabel(line: LineView, hit: Hit, words: Vocabulary): Finding[] {
  const labelled = readLabel(line, hit)
  if (!labelled) return []
  if (isBlank(labelled.headline)) return findHeadlineBelow(labelled)
  return findHeadlineBehind(labelled, words)
}

function readLabel(line: LineView, hit: Hit): Labelled | null {
  const { text } = line
  const before = text.slice(0, hit.start)
  const atStart = onlySigns.test(before)
  const rest = text.slice(hit.end)
  const mark = markOf(rest, hit, before)
  if (mark === '' && isUnspaced(text.charAt(hit.end - 1)) && isUnspaced(rest.charAt(0))) return null
  const headlineStart = hit.end + mark.length
  const headline = rest.slice(mark.length).trimEnd().replace(closing, '')
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
const closing = /[\s)\]<«]{1,8}$/u
const plainMark = /^\s*(?:[:：፦|¦>»›→▶►▼–—-]|\.{3}|…)+[\s:]*/u
// “Also read on Harbour Radio:” says where before its colon.
const placedMark = /^\s+\p{Ll}{1,6}(?:\s+[\p{L}\p{M}\p{N}.'’&-]+){1,4}\s*[:：]\s*/u

// “[Also read] …”: the bracket opened for the label alone.
const bracketMark = /^\s*[\]】〕）」』][\s:：]*/u

function markOf(rest: string, hit: Hit, before: string): string {
  const bracket = /[[【〔（「『]\s*$/u.test(before) ? bracketMark.exec(rest) : null
  const found = bracket ?? plainMark.exec(rest) ?? (hit.role === 'labels' ? placedMark.exec(rest) : null)
  return found?.[0] ?? ''
}

/** A bracket that opened for the label goes with it. */
function openedBefore(before: string): number {
  return before.length - (/[([>\s]*$/u.exec(before.slice(-8))?.[0].trimStart().length ?? 0)
}

/** A bracket that opens before the label closes behind its headline. */
function closed({ line: { text }, start }: Labelled, end: number): number {
  return /^[([]/.test(text.slice(start)) ? end + (/^\s*[)\]]/.exec(text.slice(end))?.[0].length ?? 0) : end
}

function findHeadlineBehind(labelled: Labelled, words: Vocabulary): Finding[] {
  const { line, hit, label, evidence, start, headline, headlineStart } = labelled
  if (hit.role === 'lists' && !evidence.includes('mark')) return []
  if (hit.role === 'weak' && !evidence.includes('mark')) return []
  const end = endOfHeadline(labelled)
  const because = `${start === 0 ? 'starts with' : 'holds'} “${label}”`
  const found = { line: line.index, start, language: hit.language, because }
  if (hasLostHeadline(labelled)) return [{ ...found, end: headlineStart, evidence }]
  if (end === 'unclear') {
    const joint = jointIn(headline, line.text, words.openers)
    if (joint) return [{ ...found, end: closed(labelled, headlineStart + joint.end), evidence: [...evidence, 'headline', joint.evidence] }]
    return [{ ...found, end: closed(labelled, headlineStart + likelyEnd(headline)), evidence: [...evidence, 'unclear end'] }]
  }
  if (end < line.text.length) return [{ ...found, end: closed(labelled, end), evidence: [...evidence, 'headline', 'glued'] }]
  const shape: Evidence[] =
    start === 0 && gluedTo(line.text, hit.end) && !endsLikeSentence(headline) ? ['headline'] : shapeOf(headline, isSmallHeadline(labelled))
  return [{ ...found, end, evidence: [...evidence, ...shape, ...brevity(labelled)] }]
}

/** A few capitals behind an unmarked label may as well be a sub-heading: “See Also Mountain”. */
function brevity({ evidence, headline }: Labelled): Evidence[] {
  return !evidence.includes('mark') && wordsIn(headline) < 5 ? ['short'] : []
}

/** “Lire aussi : dix promenades …”: behind a label and its colon a headline may begin small. */
function isSmallHeadline({ line, hit, start, headline }: Labelled): boolean {
  const said = headline.trimStart()
  return (
    hit.role === 'labels' &&
    start === 0 &&
    /^\s?[:：|]/u.test(line.text.slice(hit.end, hit.end + 2)) &&
    isHeadlineLong(said.charAt(0).toUpperCase() + said.slice(1))
  )
}

function shapeOf(headline: string, isSmall: boolean): Evidence[] {
  if (isSmall || isHeadlineLong(headline)) return ['headline']
  const shape: Evidence[] = endsLikeSentence(headline) ? ['sentence'] : ['no headline']
  return wordsIn(headline) > 30 ? [...shape, 'long'] : shape
}

/** Where the headline ends: with the line, before a sentence glued to it, or nobody can tell. */
function endOfHeadline({ line: { text }, headline, headlineStart, start, hit }: Labelled): number | 'unclear' {
  const glued = start > 0 && /[^\s(]$/u.test(text.slice(0, hit.start)) ? gluedEnd(headline) : -1
  if (glued > 0) return headlineStart + glued
  const ownLine = start === 0 && isHeadlineLong(headline)
  if (firstBoundary(headline) >= 0 && !ownLine && !(start === 0 && gluedTo(text, hit.end) && !endsLikeSentence(headline))) return 'unclear'
  return start > 0 && endsLikeSentence(headline) ? 'unclear' : text.length
}

/** A full sentence without a capital inside holds no headline: the story goes on, and only the label goes. */
function hasLostHeadline({ line, hit, evidence, headline }: Labelled): boolean {
  if (hit.role !== 'labels' || !evidence.includes('mark') || !evidence.includes('inline') || isCaseless(headline)) return false
  const sentence = firstBoundary(headline)
  const first = sentence < 0 ? headline : headline.slice(0, sentence)
  return wordsIn(first) >= 8 && endsLikeSentence(first) && !hasJoint(first, line.text)
}

/** Whether a headline may end inside this sentence: a capital that is no name the article uses elsewhere, behind a word without a mark. */
function hasJoint(sentence: string, article: string): boolean {
  const capitals = [...sentence.matchAll(/(?<=[\p{L}\p{N}?!»”"]\s+)["“«]?\p{Lu}[\p{L}\p{M}'’-]*/gu)]
  return capitals.some(({ 0: word, index }) => index > 0 && word !== word.toUpperCase() && !isName(word, article))
}

/** A name stands in the middle of other sentences too, behind a small word. */
const isName = (word: string, article: string): boolean => {
  const plain = word.replace(/^\P{L}+/u, '')
  return (
    article
      .slice(0, 20_000)
      .split(plain)
      .slice(0, -1)
      .filter((before) => /\p{Ll}[,]?\s(?:[dlDL]['’])?$/u.test(before.slice(-4))).length > 1
  )
}

function findHeadlineBelow(labelled: Labelled): Finding[] {
  const { line, hit, label, evidence, start } = labelled
  const below = start === 0 ? headlinesBelow(line, hit) : { rows: [], closed: false }
  const alone = { line: line.index, start, end: line.text.length, language: hit.language, group: line.index }
  const because = start === 0 ? `says only “${label}”` : `ends with “${label}”`
  if (below.rows.length === 0) return [{ ...alone, because, evidence: [...evidence, ...reachOf(labelled)] }]
  // Short last rows may be sub-headings of the story that goes on below them.
  const listed = (row: number, at: number): Evidence =>
    (below.closed && !hasNoStops(line.lines[row] ?? '')) || (hit.role === 'lists' && (at === 0 || wordsIn(line.lines[row] ?? '') >= 6))
      ? 'headline below'
      : 'listed below'
  return [
    { ...alone, because, evidence: [...evidence, 'headline below'] },
    ...below.rows.map(
      (row, at): Finding => ({
        ...alone,
        line: row,
        start: 0,
        end: line.lines[row]?.length ?? 0,
        because: `stands below “${label}”`,
        evidence: [...evidence, listed(row, at)],
      }),
    ),
  ]
}

/** A label that lost its headline: the surer, the less it can be a heading of the story. */
function reachOf({ line, hit, evidence, start, headlineStart }: Labelled): Evidence[] {
  if (start > 0 && hit.end !== headlineStart) return ['alone']
  // One word in a title may as well be its adjective: “… of Systems Recommended”.
  if (start > 0) return wordsIn(hit.phrase) > 1 ? ['trailing'] : ['trailing', 'short']
  if (hit.role === 'weak') return evidence.includes('mark') ? ['alone', 'lost'] : ['bare', 'lost']
  if (evidence.includes('mark')) return ['alone']
  return wordsIn(hit.phrase) > 1 || hit.phrase.length > 9 || isCaseless(hit.phrase) ? (isLast(line) ? ['alone'] : ['said']) : ['bare']
}

const isLast = ({ index, lines }: LineView): boolean => lines.slice(index + 1, index + 12).every(isBlank)
