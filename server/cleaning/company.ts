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
  return [...read.map((finding) => besideSure(finding, lines, sure)), ...leftOver(lines, sure, read)]
}

const onlySigns = /^[^\p{L}\p{N}]*$/u

/** The findings of one line: what leads to them goes along, and together they are surer than alone. */
function readTogether(row: readonly Found[], text: string, dictionary: Dictionary): Found[] {
  if (row.length === 1 && isWhole(row[0], text)) return [...row]
  const [first, ...others] = row.toSorted((a, b) => a.start - b.start)
  if (!first || first.line < 0) return [...row]
  const rest = restOf(text.slice(first.start), row, first.start)
  if (!onlySigns.test(rest) || !row.every(isPromotion)) return [...row]
  const lead = text.slice(0, first.start)
  if (onlySigns.test(lead)) return others.length === 0 ? [first] : row.map((finding) => strengthened(finding, 'beside'))
  const words = dictionary(first.kind, first.language)
  if (!leadsTo(lead, words)) return [...row]
  // “The newsletter comes to your inbox at seven. Sign up.”
  const names: Evidence[] = first.evidence.includes('complete') && words.sure.test(fold(lead)) ? ['beside'] : []
  return [{ ...strengthened(first, 'whole line', ...names), start: 0 }, ...others.map((finding) => strengthened(finding, 'beside'))]
}

const isWhole = (finding: Found | undefined, text: string): boolean => finding?.start === 0 && finding.end >= text.length

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
  const said = fold(lead)
  // The publisher's own product may have a name in quotation marks.
  const mayQuote = !quoted.test(lead) && words.own.test(said) && words.sure.test(said)
  if (wordsIn(lead) > 30 || (/["“„«]/u.test(lead) && !mayQuote)) return false
  if (/[?？؟][\s)»]*$/u.test(lead)) return wordsIn(lead) <= 16
  return !words.reporting.test(said) && (words.sure.test(said) || (words.own.test(said) && words.about.test(said)))
}

const quoted = /^\s*["“„«]/u

/** The lines of which nothing but signs would be left. */
function surelyCut(found: readonly Found[], lines: readonly string[]): Map<number, Found> {
  const sure = found.filter((finding) => isPromotion(finding) && scoreOf(finding) >= surely)
  const whole = new Map<number, Found>()
  for (const [line, row] of Map.groupBy(sure, ({ line }) => line)) {
    const [first] = row
    const text = lines[line] ?? ''
    if (first && (isWhole(first, text) || onlySigns.test(restOf(text, row, 0)))) whole.set(line, first)
  }
  return whole
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

/** Short lines below the end of the story, where something goes: what a list or a form left over. */
function leftOver(lines: readonly string[], sure: ReadonlyMap<number, Found>, read: readonly Found[]): Found[] {
  const rows = new Map(read.map((finding) => [finding.line, finding]))
  const left: Found[] = []
  let above: Found | undefined
  let run: number[] = []
  const close = (isClosed: boolean): void => {
    if (above) left.push(...leftBelow(run, lines, above, isClosed))
    run = []
  }
  for (let line = endOfStory(lines, sure) + 1; line < lines.length; line++) {
    const text = lines[line] ?? ''
    const found = rows.get(line)
    if (found) {
      close(sure.has(line))
      above = isPromotion(found) ? found : undefined
    } else if (isBlank(text)) continue
    else if (mayBeLeft(text)) run.push(line)
    else {
      close(false)
      above = undefined
    }
  }
  close(above !== undefined && isListed(above))
  return left
}

/** A few lines between two that go, or the links below a label to the end of the article, go too; the others wait for a person. */
function leftBelow(run: readonly number[], lines: readonly string[], above: Found, isClosed: boolean): Found[] {
  const isSure = isClosed && scoreOf(above) >= surely && (run.length <= mostBetween || isListed(above))
  return run.map((line): Found => {
    const end = lines[line]?.length ?? 0
    const goes = isSure || pointsOn.test(lines[line] ?? '')
    const because = goes ? 'stands among lines that go, below the story' : 'stands below a line that goes, where the story has ended'
    return { line, start: 0, end, kind: above.kind, language: 'und', because, evidence: [goes ? 'between' : 'after'] }
  })
}

const mostBetween = 4
const pointsOn = /(?:->|=>|→|»|>>|›)\s*$/u
const isListed = ({ kind, group }: Found): boolean => kind === 'related-link' && group !== undefined

function endOfStory(lines: readonly string[], sure: ReadonlyMap<number, Found>): number {
  for (let line = lines.length - 1; line >= 0; line--) if (!sure.has(line) && isBody(lines[line] ?? '')) return line
  return lines.length
}

// An entry of the story's own list, a row of figures, or a value behind its name.
const entry = /^\s{0,8}(?:[-–•*]|\d{1,3}[.)])\s|^\P{L}*$|:\s?\S{0,8}\d/u
const longest = 260

const mayBeLeft = (text: string): boolean => text.length <= longest && wordsIn(text) <= 20 && !endsLikeSentence(text) && !entry.test(text)
