import type { Tongue } from './large-words.ts'

const lines = 20

/** The title and text of a synthetic article: the same number always has the same words. */
export function wordsOf(tongue: Tongue, number: number, random: () => number): { title: string; text: string } {
  const say = speaker(tongue, random)
  const title = say.sentence(6)
  return { title, text: `${Array.from({ length: lines }, say.line).join('\n')}\nReport ${number}.\n` }
}

function speaker({ syllables, common, promotions, unspaced }: Tongue, random: () => number) {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  // Small numbers come often, great ones hardly ever: words are as unevenly spread as in a newspaper.
  const rare = () => wordOfRank(syllables, Math.floor(random() ** 4 * 40_000))
  const stop = unspaced ? '。' : '. '
  const sentence = (length: number) => {
    const words = Array.from({ length }, () => (random() < 0.5 ? pick(common) : rare())).join(unspaced ? '' : ' ')
    return words.charAt(0).toUpperCase() + words.slice(1)
  }
  const plain = () => `${sentence(14)}${stop}${sentence(10)}${stop}`.trimEnd()
  return { sentence, line: () => (random() < 0.1 ? (pick(promotions) ?? plain()) : plain()) }
}

/** The word of a language that so many others are more frequent than. */
export function wordOfRank(syllables: readonly string[], rank: number): string {
  const rest = Math.floor(rank / syllables.length)
  return `${syllables[rank % syllables.length]}${rest > 0 ? wordOfRank(syllables, rest) : ''}`
}

/** Mulberry32: small, quick, and the same on every machine. */
export function seeded(seed: number): () => number {
  let state = (seed + 1) * 0x9e3779b9
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
