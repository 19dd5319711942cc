import type { Vocabulary } from './kind.ts'
import type { Language, Words } from './language.ts'
import { fold } from './shadow.ts'
import { isUnspaced, spacedLetter } from './shape.ts'

/** The words of a language for a kind, compiled when first asked for. */
export function vocabularyOf(languages: readonly Language[]): (kind: string, language: string) => Vocabulary {
  const known = new Map<string, Vocabulary>()
  return (kind, code) => {
    const name = `${kind}/${code}`
    const vocabulary = known.get(name) ?? compile(languages, code, kind)
    known.set(name, vocabulary)
    return vocabulary
  }
}

function compile(languages: readonly Language[], code: string, kind: string): Vocabulary {
  const language = languages.find((one) => one.code === code)
  const words = wordsOf(language, kind)
  return {
    own: anyOf(language?.own),
    benefits: anyOf(language?.benefits),
    reporting: anyOf(language?.reporting),
    steps: anyOf(language?.steps),
    about: anyOf(words?.about),
    calls: anyOf(callsOf(words)),
    alsoReporting: alsoReporting(
      languages.filter((one) => one.code !== code),
      kind,
    ),
    imperatives: language?.imperatives ? lastOf(language.imperatives) : null,
  }
}

const wordsOf = (language: Language | undefined, kind: string): Words | undefined =>
  Object.entries(language?.kinds ?? {}).find(([name]) => name === kind)?.[1]
const callsOf = (words: Words | undefined): string[] => [...(words?.opens ?? []), ...(words?.ours ?? [])]

/** “Volg ons” may be Afrikaans too: what its speakers report with counts as well. */
function alsoReporting(others: readonly Language[], kind: string): (phrase: string) => readonly RegExp[] {
  const speakers = others.map((one) => ({ calls: new Set(callsOf(wordsOf(one, kind)).map(fold)), reporting: anyOf(one.reporting) }))
  return (phrase) => speakers.filter(({ calls }) => calls.has(phrase)).map(({ reporting }) => reporting)
}

/** The same, for phrases that end the text. */
const lastOf = (phrases: readonly string[]): RegExp => new RegExp(`(?:${anyOf(phrases).source})[^\\p{L}\\p{N}]*$`, 'v')

/** A test for any of these phrases as whole words, in a folded text; a star stands for any ending. */
function anyOf(phrases: readonly string[] = []): RegExp {
  if (phrases.length === 0) return /(?!)/
  const groups = Map.groupBy(phrases, (phrase) => `${isUnspaced(phrase.charAt(0)) ? '' : begins}|${isOpen(phrase) ? '' : ends}`)
  return new RegExp([...groups].map(([edges, members]) => groupOf(edges, members)).join('|'), 'v')
}

const begins = `(?<!${spacedLetter})`
const ends = `(?!${spacedLetter})`
const isOpen = (phrase: string): boolean => phrase.endsWith('*') || isUnspaced(phrase.slice(-1))

function groupOf(edges: string, phrases: readonly string[]): string {
  const [before, after] = edges.split('|')
  const alternatives = phrases.map((phrase) => fold(phrase.replace(/\*$/, '')).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return `${before}(?:${alternatives.join('|')})${after}`
}
