import type { Vocabulary } from './kind.ts'
import type { Language } from './language.ts'
import { fold } from './shadow.ts'

/** The words of a language for a kind, compiled when first asked for. */
export function vocabularyOf(languages: readonly Language[]): (kind: string, language: string) => Vocabulary {
  const known = new Map<string, Vocabulary>()
  return (kind, code) => {
    const name = `${kind}/${code}`
    const vocabulary =
      known.get(name) ??
      compile(
        languages.find((language) => language.code === code),
        kind,
      )
    known.set(name, vocabulary)
    return vocabulary
  }
}

function compile(language: Language | undefined, kind: string): Vocabulary {
  const words = Object.entries(language?.kinds ?? {}).find(([name]) => name === kind)?.[1]
  return {
    own: anyOf(language?.own),
    benefits: anyOf(language?.benefits),
    openers: anyOf(language?.openers),
    reporting: anyOf(language?.reporting),
    steps: anyOf(language?.steps),
    about: anyOf([...(words?.about ?? []), ...(words?.sure ?? [])]),
    sure: anyOf(words?.sure),
    calls: anyOf([...(words?.opens ?? []), ...(words?.ours ?? [])]),
    imperatives: language?.imperatives ? lastOf(language.imperatives) : null,
  }
}

/** The same, for phrases that end the text. */
const lastOf = (phrases: readonly string[]): RegExp => new RegExp(`${anyOf(phrases).source}[^\\p{L}\\p{N}]*$`, 'u')

/** A test for any of these phrases as whole words, in a folded text. */
function anyOf(phrases: readonly string[] = []): RegExp {
  if (phrases.length === 0) return /(?!)/
  const alternatives = phrases.map((phrase) => fold(phrase).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}])`, 'u')
}
