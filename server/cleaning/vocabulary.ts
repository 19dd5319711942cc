import type { Vocabulary } from './kind.ts'
import type { Language } from './language.ts'
import { fold } from './shadow.ts'
import { isUnspaced } from './shape.ts'

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
    reporting: anyOf(language?.reporting),
    steps: anyOf(language?.steps),
    about: anyOf(words?.about),
    calls: anyOf([...(words?.opens ?? []), ...(words?.ours ?? [])]),
    imperatives: language?.imperatives ? lastOf(language.imperatives) : null,
  }
}

/** The same, for phrases that end the text. */
const lastOf = (phrases: readonly string[]): RegExp => new RegExp(`(?:${anyOf(phrases).source})[^\\p{L}\\p{N}]*$`, 'u')

/** A test for any of these phrases as whole words, in a folded text; a star stands for any ending. */
function anyOf(phrases: readonly string[] = []): RegExp {
  if (phrases.length === 0) return /(?!)/
  const groups = Map.groupBy(phrases, (phrase) => `${isUnspaced(phrase.charAt(0)) ? '' : begins}|${isOpen(phrase) ? '' : ends}`)
  return new RegExp([...groups].map(([edges, members]) => groupOf(edges, members)).join('|'), 'u')
}

const begins = '(?<![\\p{L}\\p{N}])'
const ends = '(?![\\p{L}\\p{N}])'
const isOpen = (phrase: string): boolean => phrase.endsWith('*') || isUnspaced(phrase.slice(-1))

function groupOf(edges: string, phrases: readonly string[]): string {
  const [before, after] = edges.split('|')
  const alternatives = phrases.map((phrase) => fold(phrase.replace(/\*$/, '')).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return `${before}(?:${alternatives.join('|')})${after}`
}
