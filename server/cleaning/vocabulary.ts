import { foldAll } from './folding.ts'
import type { Vocabulary } from './kind.ts'
import type { Language, Words } from './language.ts'
import { fold } from './shadow.ts'
import { isUnspaced, spacedLetter } from './shape.ts'
import { type WordSet, wordSets } from './word-sets.ts'

/** The words of a language for a kind, compiled when first asked for. */
export function vocabularyOf(languages: readonly Language[]): (kind: string, language: string) => Vocabulary {
  const known = new Map<string, Map<string, Vocabulary>>()
  const general = new Map<string, General>()
  return (kind, code) => {
    const kinds = known.get(code) ?? new Map<string, Vocabulary>()
    const vocabulary = kinds.get(kind) ?? compile(languages, kind, code, general)
    known.set(code, kinds.set(kind, vocabulary))
    return vocabulary
  }
}

type General = Pick<Vocabulary, 'own' | 'benefits' | 'reporting' | 'steps' | 'openers' | 'imperatives'>

function compile(languages: readonly Language[], kind: string, code: string, general: Map<string, General>): Vocabulary {
  const ofLanguage = generalOf(languages, code, general)
  const { about = [], sure = [], opens = [], ours = [] } = wordsOf(languages, kind, code)
  const speakers = speakersOf(languages, kind)
  const alsoReporting = (phrase: string): WordSet[] =>
    (speakers.get(phrase) ?? []).filter((one) => one !== code).map((one) => generalOf(languages, one, general).reporting)
  return { ...ofLanguage, ...wordSets({ about: [...about, ...sure], sure, calls: [...opens, ...ours] }), alsoReporting }
}

const wordsOf = (languages: readonly Language[], kind: string, code: string): Words =>
  Object.entries(languages.find((one) => one.code === code)?.kinds ?? {}).find(([name]) => name === kind)?.[1] ?? {}

const speakers = new Map<string, ReadonlyMap<string, readonly string[]>>()

/** “Volg ons” may be Afrikaans too: the languages in which a phrase opens a call, for what they report with counts as well. */
function speakersOf(languages: readonly Language[], kind: string): ReadonlyMap<string, readonly string[]> {
  const known = speakers.get(kind)
  if (known) return known
  const spoken = languages.flatMap(({ code }) => {
    const { opens = [], ours = [] } = wordsOf(languages, kind, code)
    return [...opens, ...ours].map((phrase) => ({ phrase, code }))
  })
  const folded = foldAll(spoken.map(({ phrase }) => phrase))
  const found = new Map<string, string[]>()
  for (const [at, { code }] of spoken.entries()) {
    const phrase = folded[at] as string
    const codes = found.get(phrase) ?? []
    if (codes.at(-1) !== code) found.set(phrase, [...codes, code])
  }
  speakers.set(kind, found)
  return found
}

function generalOf(languages: readonly Language[], code: string, general: Map<string, General>): General {
  const known = general.get(code)
  if (known) return known
  const language = languages.find((one) => one.code === code)
  const { own = [], benefits = [], reporting = [], steps = [], openers = [], imperatives } = language ?? {}
  const found = { ...wordSets({ own, benefits, reporting, steps, openers }), imperatives: imperatives ? lastOf(imperatives) : null }
  general.set(code, found)
  return found
}

/** A test for any of these phrases as the last words of a folded text; a star stands for any ending. */
function lastOf(phrases: readonly string[]): RegExp {
  const groups = Map.groupBy(phrases, (phrase) => `${isUnspaced(phrase.charAt(0)) ? '' : begins}|${isOpen(phrase) ? '' : ends}`)
  return new RegExp(`(?:${[...groups].map(([edges, members]) => groupOf(edges, members)).join('|')})[^\\p{L}\\p{N}]*$`, 'v')
}

const begins = `(?<!${spacedLetter})`
const ends = `(?!${spacedLetter})`
const isOpen = (phrase: string): boolean => phrase.endsWith('*') || isUnspaced(phrase.slice(-1))

function groupOf(edges: string, phrases: readonly string[]): string {
  const [before, after] = edges.split('|')
  const alternatives = phrases.map((phrase) => fold(phrase.replace(/\*$/, '')).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return `${before}(?:${alternatives.join('|')})${after}`
}
