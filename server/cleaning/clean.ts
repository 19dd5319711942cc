import { isQuoted } from './guards.ts'
import { hitsIn, type KindHit } from './hits.ts'
import type { Finding, LineView } from './kind.ts'
import { type KindName, kinds } from './kinds.ts'
import { languageOf } from './language-of.ts'
import { languages } from './languages.ts'
import { phrasesOf, treeOf } from './phrases.ts'
import { perhaps, scoreOf, scoreUnseen, surely } from './score.ts'
import { fold } from './shadow.ts'
import { trigger } from './trigger.ts'
import { vocabularyOf } from './vocabulary.ts'
import { mayBeButton } from './widgets.ts'

export const engineVersion = '1.0.0'

type Verdict = 'cut' | 'check' | 'keep'

/** A finding on a span of a line; offsets are UTF-16 code units. */
export type Mark = {
  line: number
  start: number
  end: number
  kind: KindName
  verdict: Verdict
  rule: string
  rule_version: number
  because: string
  score: number
  group?: number
}

/** What the engine may know beside the words. */
export type Context = { language?: string; source?: string; policy?: Partial<Record<KindName, Verdict>> }

type Found = Finding & { kind: KindName }

/** Marks the promotional boilerplate of an article, line by line, and says why; it changes nothing. */
export function markLines(lines: readonly string[], context: Context = {}): Mark[] {
  const tail = lastLines(lines)
  const known = withLanguage(lines, context)
  const found = lines.flatMap((text, index) =>
    deservesLook(text) || isSigned(text) ? look({ index, text, lines, isTail: index >= tail }, known()) : [],
  )
  return numbered(withoutOverlaps(found, context.policy ?? {}))
}

/** A guess only names the language of a phrase that several share; asked for once, where a line deserves a look. */
function withLanguage(lines: readonly string[], context: Context): () => Context {
  let known: Context | undefined
  return () => {
    known ??= { ...context, language: context.language ?? languageOf(lines) ?? 'und' }
    return known
  }
}

const phrases = phrasesOf(languages)
const starts = treeOf(phrases)
const labels = phrases.filter(({ role }) => role === 'labels')
const ends = treeOf(labels.map((label) => ({ ...label, text: [...label.text].reverse().join('') })))
const deservesLook = trigger(starts, ends)
const vocabulary = vocabularyOf(languages)
const unseen = new Set(languages.filter(({ checked }) => checked === 'unseen').map(({ code }) => code))
const names = Object.keys(kinds) as KindName[]
const ruleVersion = 1

// What begins with one of these may need no words to be known.
const isSigned = (text: string): boolean => signs.test(text.slice(0, 40)) || mayBeButton(text)
const signs = /^\s*(?:©|>>|»|\(c\)|copyright)/iu

/** Where the last three lines with words begin. */
function lastLines(lines: readonly string[]): number {
  let left = 3
  for (let index = lines.length - 1; index > 0; index--) if (lines[index]?.trim() !== '' && --left === 0) return index
  return 0
}

function look(line: Pick<LineView, 'index' | 'text' | 'lines' | 'isTail'>, { language, source }: Context): Found[] {
  const byKind = Map.groupBy(hitsIn(line.text, starts, ends, language), (hit: KindHit) => hit.kind)
  const signed = isSigned(line.text)
  return names.flatMap((kind) => {
    const hits = byKind.get(kind)
    if (!hits && !(signed && kinds[kind].reads === 'signs')) return []
    const view = { ...line, hits: hits ?? [], source: fold(source ?? '') }
    return kinds[kind].find(view, (code) => vocabulary(kind, code)).map((finding) => ({ ...guarded(finding, line), kind }))
  })
}

/** No score overrides a quotation: what stands inside it is somebody's words. */
function guarded(finding: Finding, { index, text }: Pick<LineView, 'index' | 'text'>): Finding {
  return finding.line === index && isQuoted(text, finding.start) ? { ...finding, stays: 'it stands inside quotation marks' } : finding
}

type Weighed = Found & { verdict: Verdict; score: number }

/** Where findings overlap the surest wins. */
function withoutOverlaps(found: readonly Found[], policy: NonNullable<Context['policy']>): Weighed[] {
  const weighed = found.map((finding) => weigh(finding, policy)).filter(({ score, start, end }) => score >= perhaps && start < end)
  const taken = new Map<number, Weighed[]>()
  for (const finding of weighed.sort((a, b) => b.score - a.score || b.end - b.start - (a.end - a.start))) {
    const others = taken.get(finding.line) ?? []
    if (others.every((other) => finding.end <= other.start || other.end <= finding.start)) taken.set(finding.line, [...others, finding])
  }
  return [...taken.values()].flat().sort((a, b) => a.line - b.line || a.start - b.start)
}

function weigh(finding: Found, policy: NonNullable<Context['policy']>): Weighed {
  const score = unseen.has(finding.language) ? scoreUnseen(finding) : scoreOf(finding)
  if (finding.stays) return { ...finding, score, verdict: 'keep', because: `${finding.because}, but ${finding.stays}` }
  const wanted = policy[finding.kind] ?? kinds[finding.kind].verdict
  return { ...finding, score, verdict: wanted === 'cut' && score < surely ? 'check' : wanted }
}

/** Debris over several lines is numbered in the order in which it stands. */
function numbered(found: readonly Weighed[]): Mark[] {
  const members = Map.groupBy(found, ({ group }) => group)
  const numbers = new Map<number, number>()
  return found.map(({ line, start, end, kind, verdict, language, because, score, group }) => {
    const mark: Mark = { line, start, end, kind, verdict, rule: `${kind}/${language}`, rule_version: ruleVersion, because, score }
    if (group === undefined || (members.get(group)?.length ?? 0) < 2) return mark
    if (!numbers.has(group)) numbers.set(group, numbers.size + 1)
    return { ...mark, group: numbers.get(group) ?? 0 }
  })
}
