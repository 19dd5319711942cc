import type { KindName } from '../cleaning/kinds.ts'
import { type Shadow, shadowOf } from '../cleaning/shadow.ts'
import { wordsIn } from '../cleaning/words.ts'
import { type Asked, askedOf, type Span } from './condition.ts'
import { literalIndex } from './literal-index.ts'
import { piecesOf } from './pieces.ts'
import { Definition, type Rule, sentenceOf } from './rule.ts'

/** What a house rule found; offsets are those of the line as it came in. */
export type HouseFinding = {
  line: number
  start: number
  end: number
  kind: KindName
  verdict: Definition['verdict']
  because: string
  rule: Pick<Rule, 'id' | 'version' | 'name'>
}

/** The article as the rules ask about it. */
type Asking = { source_id: string; language: string | null }

export type Matcher = {
  /** What the rules find in an article, line by line. */
  find: (lines: readonly string[], asking: Asking) => HouseFinding[]
  /** Rules that broke, each with why: they find nothing from then on, and are to be switched off. */
  broken: ReadonlyMap<string, { version: number; because: string }>
  /** How many rules must be tried on every paragraph. */
  slow: number
}

/** Rules made ready for many articles. A rule as it was stored that cannot be understood any more breaks alone. */
export function matcherOf(stored: readonly (Omit<Rule, 'definition'> & { definition: unknown })[]): Matcher {
  const broken = new Map<string, { version: number; because: string }>()
  const ready = stored.flatMap((rule) => tried(rule, broken, () => [readyOf({ ...rule, definition: Definition.parse(rule.definition) })]))
  const fast = ready.filter(({ when }) => when.literal !== null)
  const slow = ready.filter(({ when }) => when.literal === null)
  const index = literalIndex(fast.map(({ when }) => when.literal ?? ''))
  const candidates = (text: string): Ready[] => [...[...index(text)].sort((a, b) => a - b).map((at) => fast[at] as Ready), ...slow]

  const findIn = (line: number, article: Article): HouseFinding[] => {
    const text = article.lines[line] as string
    const shadow = shadowOf(text)
    return candidates(shadow.text)
      .filter(({ rule }) => !broken.has(rule.id) && isMeant(rule.definition, article.asking) && isPlaced(rule.definition, line, article))
      .flatMap((one) => tried(one.rule, broken, () => spansOf(one, text, shadow).map((span) => findingOf(one, line, span))))
  }
  const find = (lines: readonly string[], asking: Asking): HouseFinding[] => {
    if (ready.length === 0) return []
    const article = { lines, asking, ordinals: ordinalsOf(lines) }
    return lines.flatMap((text, line) => (text.trim() === '' ? [] : findIn(line, article)))
  }
  return { find, broken, slow: slow.length }
}

type Ready = { rule: Rule; when: Asked; unless: readonly Asked[]; because: string }
type Article = { lines: readonly string[]; asking: Asking; ordinals: () => { of: readonly number[]; count: number } }

function readyOf(rule: Rule): Ready {
  const { when, unless } = rule.definition
  return { rule, when: askedOf(when), unless: unless.map(askedOf), because: `house rule “${rule.name}”: ${sentenceOf(rule.definition)}` }
}

function tried<T>(
  { id, version }: { id: string; version: number },
  broken: Map<string, { version: number; because: string }>,
  act: () => T[],
): T[] {
  try {
    return act()
  } catch (error) {
    broken.set(id, { version, because: error instanceof Error ? error.message : String(error) })
    return []
  }
}

function isMeant({ sources, languages }: Definition, { source_id, language }: Asking): boolean {
  if (sources.length > 0 && !sources.includes(source_id)) return false
  return languages.length === 0 || (language !== null && languages.includes(language.toLowerCase().split('-')[0] ?? ''))
}

function isPlaced({ place, paragraphs }: Definition, line: number, { ordinals }: Article): boolean {
  if (place === 'anywhere') return true
  const { of, count } = ordinals()
  const at = of[line] as number
  return place === 'first' ? at < (paragraphs ?? 0) : at >= count - (paragraphs ?? 0)
}

/** Which paragraph each line is, blank ones not counted; asked for by few rules. */
function ordinalsOf(lines: readonly string[]): Article['ordinals'] {
  let known: { of: number[]; count: number } | undefined
  return () => {
    if (known) return known
    let count = 0
    const of = lines.map((text) => (text.trim() === '' ? count : count++))
    known = { of, count }
    return known
  }
}

function spansOf({ rule: { definition }, when, unless }: Ready, text: string, shadow: Shadow): Span[] {
  return piecesOf(definition.stretch, text, shadow).flatMap(({ folded, whole, original }) => {
    const spans = when.spansIn(folded)
    if (spans.length === 0 || unless.some(({ spansIn }) => spansIn(folded).length > 0)) return []
    if (definition.most_words !== null && wordsIn(folded) > definition.most_words) return []
    return definition.stretch === 'words' ? spans.map(original) : [whole]
  })
}

function findingOf({ rule, because }: Ready, line: number, span: Span): HouseFinding {
  const { id, version, name, definition } = rule
  return { line, ...span, kind: definition.kind, verdict: definition.verdict, because, rule: { id, version, name } }
}
