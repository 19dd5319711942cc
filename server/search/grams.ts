/** How much of an article is indexed: a tsvector over 1 MB is an error of PostgreSQL. */
const most = 200_000

// A pair of such characters is a word of its own in the index, and so counts for more.
const gramCost = 5
/** Runs of characters of the scripts that write no blanks. */
export const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}ー々]+/gu

/** The text as it is indexed and asked for: one form of each character, and pairs of characters where a script writes no blanks. */
export function indexed(text: string): string {
  return text.normalize('NFKC').replace(unspaced, (run) => ` ${gramsOf(run).join(' ')} `)
}

/** Every three characters in a row, each once: with them a longer run is found without reading where its pairs stand. */
export function triplesIn(text: string): string[] {
  const triples = new Set<string>()
  for (const [run] of text.normalize('NFKC').matchAll(unspaced)) {
    const characters = [...run].map(coded)
    for (const [at, third] of characters.slice(2).entries()) triples.add(`${tripleMark}${characters[at]}${characters[at + 1]}${third}`)
  }
  return [...triples]
}

export function isUnspaced(text: string): boolean {
  return text.trim().replace(unspaced, '') === ''
}

/** A phrase as it is asked for: every pair, in this order, side by side. */
export function asPairs(text: string): string {
  return text.replace(unspaced, (run) => {
    const pairs = gramsOf(run)
    return ` ${(pairs.length > 1 ? pairs.slice(0, -1) : pairs).join(' ')} `
  })
}

/** The beginning of a text that fits into the index, and whether that left something out. */
export function shortened(text: string): { text: string; shortened: boolean } {
  if (text.length * gramCost <= most) return { text, shortened: false }
  const pairs =
    text
      .slice(0, most)
      .match(unspaced)
      ?.reduce((sum, run) => sum + run.length, 0) ?? 0
  const fits = pairs === 0 ? most : Math.floor(most / (1 + ((gramCost - 1) * pairs) / Math.min(text.length, most)))
  return { text: text.slice(0, fits).toWellFormed(), shortened: text.length > fits }
}

// The last character stands alone too, so that whoever asks for one character finds each as the beginning of a pair.
function gramsOf(run: string): string[] {
  const characters = [...run].map(coded)
  return characters.map((one, at) => `${gramMark}${one}${characters[at + 1] ?? ''}`)
}

// PostgreSQL’s parser breaks Thai at its vowel signs; figures and letters it leaves whole.
const gramMark = 'qz'
// Another one: what begins like a pair and stands nowhere would end each search for a single character in a phrase.
const tripleMark = 'qt'
function coded(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).padStart(5, '0')
}

/** What a single character looks like in a tsquery. */
export const singleGram = `'(${gramMark}[0-9a-f]{5})'`
