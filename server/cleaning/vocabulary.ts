import type { Vocabulary } from './kind.ts'
import type { Language } from './language.ts'
import { fold } from './shadow.ts'
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

/** A test for any of these phrases as the last words of a folded text. */
function lastOf(phrases: readonly string[]): RegExp {
  const alternatives = phrases.map((phrase) => fold(phrase).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}])[^\\p{L}\\p{N}]*$`, 'u')
}
