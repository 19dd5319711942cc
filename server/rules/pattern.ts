import { RE2JS, RE2JSSyntaxException } from 're2js'
import { foldCluster } from '../cleaning/folding.ts'
import { shortestLiteral } from './literal-index.ts'

export type Pattern = {
  /** Where it matches a folded text; never an empty stretch. */
  spansIn: (text: string) => { start: number; end: number }[]
  /** Folded words that every match holds; null where the pattern must be tried on every paragraph. */
  literal: string | null
}

/** Compiles a pattern for folded text; what cannot be one throws a PatternError. */
export function patternOf(source: string): Pattern {
  const refused = whyRefused(source)
  if (refused) throw new PatternError(refused)
  const folded = foldPattern(source)
  const compiled = RE2JS.compile(folded, RE2JS.CASE_INSENSITIVE)
  return { spansIn: (text) => spansOf(compiled, text), literal: literalOf(folded) }
}

class PatternError extends Error {}

/** Why this cannot be a pattern of a house rule, in words and with the place; null where it can. */
export function whyRefused(source: string): string | null {
  const repeat = [...source.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].find((found) => found.slice(1).some((count) => Number(count ?? 0) > 100))
  if (repeat) return `The pattern repeats more than 100 times ${placed(source, repeat[0])}.`
  try {
    const compiled = RE2JS.compile(foldPattern(source), RE2JS.CASE_INSENSITIVE)
    const isEmpty = ['', 'a b'].some((text) => emptyMatchIn(compiled, text))
    return isEmpty ? 'The pattern also matches where nothing stands, so it would match everywhere. Let it ask for at least one sign.' : null
  } catch {
    return whyUnread(source)
  }
}

/** The same pattern as it was typed says better where it breaks. */
function whyUnread(source: string): string {
  try {
    RE2JS.compile(source, RE2JS.CASE_INSENSITIVE)
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) return 'The pattern is too large: write it shorter, or as several rules.'
    const { error: code, input } = error
    const piece = code === 'missing closing )' ? source.slice(unclosedIn(source)) : (input ?? '')
    return `The pattern cannot be read${piece ? ` ${placed(source, piece)}` : ''}: ${reasonOf(code, piece)}.`
  }
  return 'The pattern cannot be read once its accents and signs are folded.'
}

/** Where the parenthesis stands that is never closed. */
function unclosedIn(source: string): number {
  const open: number[] = []
  for (const { 0: token, index } of source.matchAll(tokens)) {
    if (token === '(') open.push(index)
    if (token === ')') open.pop()
  }
  return open.at(-1) ?? 0
}

function placed(source: string, piece: string): string {
  const at = source.indexOf(piece)
  return at < 0 ? `at “${piece}”` : `at sign ${at + 1}, “${piece}”`
}

function reasonOf(code: string, input: string): string {
  if (/^\(\?<?[=!]/.test(input)) return 'it looks ahead or behind, which a house rule cannot'
  if (/^\\[1-9k]/.test(input)) return 'it refers back to what it found before, which a house rule cannot'
  return reasons[code] ?? code
}

const reasons: Readonly<Record<string, string>> = {
  'missing closing ]': 'a bracket [ is never closed',
  'missing closing )': 'a parenthesis ( is never closed',
  'unexpected )': 'a parenthesis ) closes nothing',
  'missing argument to repetition operator': 'there is nothing in front of it to repeat',
  'invalid repeat count': 'it repeats too often, or from more to less',
  'invalid nested repetition operator': 'it repeats a repetition',
  'invalid escape sequence': 'this sign has no meaning behind a backslash',
  'trailing backslash at end of expression': 'a backslash stands at the end',
  'invalid character class range': 'the range in the brackets runs backwards, or is none',
  'invalid or unsupported Perl syntax': 'this is a form that a house rule does not know',
  'expression nests too deeply': 'its parentheses stand too deep in each other',
}

/** Accents and signs fold as the text does; what is ASCII means something to the pattern and stays. */
function foldPattern(source: string): string {
  return source.normalize('NFC').replace(/[^\0-\x7f]\p{M}*/gu, (cluster) => RE2JS.quote(foldCluster(cluster)))
}

function spansOf(compiled: RE2JS, text: string): { start: number; end: number }[] {
  // Whether there is any is known ten times sooner than where.
  if (!compiled.test(text)) return []
  const spans: { start: number; end: number }[] = []
  for (const matcher = compiled.matcher(text); matcher.find(); ) {
    if (matcher.end() > matcher.start()) spans.push({ start: matcher.start(), end: matcher.end() })
  }
  return spans
}

function emptyMatchIn(compiled: RE2JS, text: string): boolean {
  for (const matcher = compiled.matcher(text); matcher.find(); ) if (matcher.start() === matcher.end()) return true
  return false
}

/**
 * The longest run of plain signs that every match holds, if it is long enough to be looked for. Only what surely is required counts: a
 * pattern with alternatives has none, what stands in parentheses or brackets is passed by, and a sign that is repeated ends its run.
 */
function literalOf(folded: string): string | null {
  const outer = outsideGroups(folded)
  if (folded.includes('\\Q') || outer.includes('|')) return null
  const runs = ['']
  for (const token of outer) {
    const last = runs.length - 1
    const plain = plainOf(token)
    if (/^[?*{]/.test(token)) runs[last] = withoutLast(runs[last] ?? '')
    if (plain === null) runs.push('')
    else runs[last] += plain
  }
  const best = runs.map((run) => run.trim()).reduce((most, run) => (run.length > most.length ? run : most))
  return best.length >= shortestLiteral ? best : null
}

const tokens =
  /\\[pP]\{[^}]*\}|\\x\{[^}]*\}|\\x[\da-fA-F]{2}|\\[0-7]{1,3}|\\[pP]?[\s\S]|\[\^?\]?(?:\[:\^?\w+:\]|\\[\s\S]|[^\]\\])*\]|\{\d+(?:,\d*)?\}|[\s\S]/gu

/** The signs of a pattern that stand in no parentheses; each pair of those is left as one sign. */
function outsideGroups(folded: string): string[] {
  const outer: string[] = []
  let depth = 0
  for (const [token] of folded.matchAll(tokens)) {
    if (token === ')') depth -= 1
    else if (depth === 0) outer.push(token)
    if (token === '(') depth += 1
  }
  return outer
}

/** The sign that this token stands for, or null where it is more or less than one. */
function plainOf(token: string): string | null {
  if (/^\\[^\p{L}\p{N}]$/u.test(token)) return token.slice(1)
  return /^[\\[{^$.?*+()|]/.test(token) ? null : token.toLowerCase()
}

const withoutLast = (run: string): string => [...run].slice(0, -1).join('')
