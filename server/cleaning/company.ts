import type { Evidence, Vocabulary } from './kind.ts'
import { type Found, kinds } from './kinds.ts'
import { scoreOf, surely } from './score.ts'
import { fold } from './shadow.ts'
import { endsLikeSentence, isBlank, isBody } from './shape.ts'
import { wordsIn } from './words.ts'

type Dictionary = (kind: string, language: string) => Vocabulary

/** What keeps company with a finding: words that lead to a call, doubts next to a sure cut, short lines between two of them. */
export function withCompany(found: readonly Found[], lines: readonly string[], dictionary: Dictionary): Found[] {
  if (found.length === 0) return []
  const rows = Map.groupBy(found, ({ line }) => line)
  const read = [...rows].flatMap(([line, row]) => readTogether(row, lines[line] ?? '', dictionary))
  const sure = surelyCut(read, lines)
  if (sure.size === 0) return read
  const touched = new Set(read.map(({ line }) => line))
  return [...read.map((finding) => besideSure(finding, lines, sure)), ...leftOver(lines, sure, touched)]
}

const onlySigns = /^[^\p{L}\p{N}]*$/u

/** The findings of one line: what leads to them goes along, and together they are surer than alone. */
function readTogether(row: readonly Found[], text: string, dictionary: Dictionary): Found[] {
  const [first, ...others] = row.toSorted((a, b) => a.start - b.start)
  if (!first || first.line < 0) return [...row]
  const rest = restOf(text.slice(first.start), row, first.start)
  if (!onlySigns.test(rest) || !row.every(isPromotion)) return [...row]
  const lead = text.slice(0, first.start)
  if (onlySigns.test(lead)) return others.length === 0 ? [first] : row.map((finding) => strengthened(finding, 'beside'))
  if (!leadsTo(lead, dictionary(first.kind, first.language))) return [...row]
  return [{ ...strengthened(first, 'whole line'), start: 0 }, ...others.map((finding) => strengthened(finding, 'beside'))]
}

const isPromotion = ({ kind, stays }: Found): boolean => kinds[kind].verdict === 'cut' && !stays

const strengthened = (finding: Found, ...more: Evidence[]): Found => ({ ...finding, evidence: [...finding.evidence, ...more] })

/** What the findings leave of a text that begins at this offset of the line. */
function restOf(text: string, row: readonly Found[], from: number): string {
  let rest = ''
  let at = 0
  for (const { start, end } of row.toSorted((a, b) => a.start - b.start)) {
    rest += text.slice(at, Math.max(at, start - from))
    at = Math.max(at, end - from)
  }
  return rest + text.slice(at)
}

/** “Enjoying our stories?”, “We rely on our readers.”: a question, or a sentence about the publisher. */
function leadsTo(lead: string, words: Vocabulary): boolean {
  if (wordsIn(lead) > 30 || /["“„«]/u.test(lead)) return false
  if (/[?？؟][\s)»]*$/u.test(lead)) return wordsIn(lead) <= 16
  const said = fold(lead)
  return !words.reporting.test(said) && (words.sure.test(said) || (words.own.test(said) && words.about.test(said)))
}

/** The lines of which nothing but signs would be left. */
function surelyCut(found: readonly Found[], lines: readonly string[]): Map<number, Found> {
  const sure = found.filter((finding) => isPromotion(finding) && scoreOf(finding) >= surely)
  const whole = [...Map.groupBy(sure, ({ line }) => line)].filter(([line, row]) => onlySigns.test(restOf(lines[line] ?? '', row, 0)))
  return new Map(whole.flatMap(([line, [first]]) => (first ? [[line, first] as const] : [])))
}

/** A doubt about a whole line is smaller next to a line that surely goes; an advert's marker stands anywhere. */
function besideSure(finding: Found, lines: readonly string[], sure: ReadonlyMap<number, Found>): Found {
  const { line, start, end } = finding
  const text = lines[line] ?? ''
  if (sure.has(line) || !isPromotion(finding) || !onlySigns.test(text.slice(0, start) + text.slice(end))) return finding
  const neighbours = [nextLine(lines, line, -1), nextLine(lines, line, 1)]
  const beside = neighbours.filter((next) => (sure.get(next)?.kind ?? 'advert-marker') !== 'advert-marker')
  return strengthened(finding, ...beside.map(() => 'beside' as const))
}

function nextLine(lines: readonly string[], from: number, step: 1 | -1): number {
  let line = from + step
  while (line >= 0 && line < lines.length && line !== from + step * furthest && isBlank(lines[line] ?? '')) line += step
  return line
}

const furthest = 8

/** Short lines below the end of the story, where something surely goes: what a list or a form left over. */
function leftOver(lines: readonly string[], sure: ReadonlyMap<number, Found>, touched: ReadonlySet<number>): Found[] {
  const left: Found[] = []
  let above: Found | undefined
  let run: number[] = []
  const close = (isBetween: boolean): void => {
    if (above) left.push(...run.map((line) => leftLine(line, lines, above as Found, isBetween && run.length <= mostBetween)))
    run = []
  }
  for (let line = endOfStory(lines, sure) + 1; line < lines.length; line++) {
    const text = lines[line] ?? ''
    if (sure.has(line)) {
      close(true)
      above = sure.get(line)
    } else if (touched.has(line) || !mayBeLeft(text)) close(false)
    else if (!isBlank(text)) run.push(line)
  }
  close(false)
  return left
}

const mostBetween = 4

function endOfStory(lines: readonly string[], sure: ReadonlyMap<number, Found>): number {
  for (let line = lines.length - 1; line >= 0; line--) if (!sure.has(line) && isBody(lines[line] ?? '')) return line
  return lines.length
}

const listed = /^\s*(?:[-–•*]|\d{1,3}[.)])\s|\d.*\d.*\d.*\d.*\d/u

const mayBeLeft = (text: string): boolean => isBlank(text) || (wordsIn(text) <= 20 && !endsLikeSentence(text) && !listed.test(text))

const leftLine = (line: number, lines: readonly string[], above: Found, isBetween: boolean): Found => ({
  line,
  start: 0,
  end: lines[line]?.length ?? 0,
  kind: above.kind,
  language: 'und',
  because: isBetween ? 'stands between lines that go, below the story' : 'stands below a line that goes, where the story has ended',
  evidence: [isBetween ? 'between' : 'after'],
})
