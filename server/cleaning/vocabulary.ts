import type { Vocabulary } from './kind.ts'
import type { Language } from './language.ts'
import { fold } from './shadow.ts'
import { isUnspaced } from './shape.ts'
import { wordSets } from './word-sets.ts'

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
  const language = languages.find((one) => one.code === code)
  const words = Object.entries(language?.kinds ?? {}).find(([name]) => name === kind)?.[1]
  const ofLanguage = general.get(code) ?? generalOf(language)
  general.set(code, ofLanguage)
  const { about = [], sure = [], opens = [], ours = [] } = words ?? {}
  return { ...ofLanguage, ...wordSets({ about: [...about, ...sure], sure, calls: [...opens, ...ours] }) }
}

function generalOf(language: Language | undefined): General {
  const { own = [], benefits = [], reporting = [], steps = [], openers = [], imperatives } = language ?? {}
  return { ...wordSets({ own, benefits, reporting, steps, openers }), imperatives: imperatives ? lastOf(imperatives) : null }
}

/** A test for any of these phrases as the last words of a folded text; a star stands for any ending. */
function lastOf(phrases: readonly string[]): RegExp {
  const groups = Map.groupBy(phrases, (phrase) => `${isUnspaced(phrase.charAt(0)) ? '' : begins}|${isOpen(phrase) ? '' : ends}`)
  return new RegExp(`(?:${[...groups].map(([edges, members]) => groupOf(edges, members)).join('|')})[^\\p{L}\\p{N}]*$`, 'u')
}

const begins = '(?<![\\p{L}\\p{N}])'
const ends = '(?![\\p{L}\\p{N}])'
const isOpen = (phrase: string): boolean => phrase.endsWith('*') || isUnspaced(phrase.slice(-1))

function groupOf(edges: string, phrases: readonly string[]): string {
  const [before, after] = edges.split('|')
  const alternatives = phrases.map((phrase) => fold(phrase.replace(/\*$/, '')).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return `${before}(?:${alternatives.join('|')})${after}`
}
