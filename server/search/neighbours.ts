import { unspaced } from './grams.ts'

/** So many of an article are indexed. */
const most = 20_000

const unit = /[\p{L}\p{N}\p{M}]+/gu
const accents = /[\u0300-\u036f]/g

/** Tokens for all words that stand side by side in these texts, and for every three characters of a script that writes no blanks. */
export function neighboursIn(texts: readonly string[]): { tokens: string; shortened: boolean } {
  const tokens = new Set<string>()
  for (const text of texts) for (const token of tokensOf(unitsOf(text))) if (tokens.size <= most) tokens.add(token)
  const shortened = tokens.size > most
  return { tokens: [...tokens].slice(0, most).join(' '), shortened }
}

/**
 * The same for a phrase that is asked for: `isWhole` where they alone say that it stands there in this order, so that no text need be
 * read. None where it is too short for that.
 */
export function neighboursOf(phrase: string): { tokens: string[]; isWhole: boolean } {
  const units = unitsOf(phrase)
  const isUnspaced = units.every(({ isCharacter }) => isCharacter)
  return { tokens: [...new Set(tokensOf(units))], isWhole: isUnspaced ? units.length > 2 : units.length === 2 }
}

type Unit = { text: string; isCharacter: boolean }

function unitsOf(text: string): Unit[] {
  const folded = text.normalize('NFKD').replace(accents, '').normalize('NFKC').toLowerCase()
  const units: Unit[] = []
  for (const [word] of folded.matchAll(unit)) {
    let at = 0
    for (const run of word.matchAll(unspaced)) {
      if (run.index > at) units.push({ text: word.slice(at, run.index), isCharacter: false })
      for (const character of run[0]) units.push({ text: character, isCharacter: true })
      at = run.index + run[0].length
    }
    if (at < word.length) units.push({ text: word.slice(at), isCharacter: false })
  }
  return units
}

function* tokensOf(units: readonly Unit[]): Generator<string> {
  for (const [at, one] of units.entries()) {
    const [second, third] = [units[at + 1], units[at + 2]]
    if (!second) return
    // Pairs of characters are in the index as they are: see grams.ts.
    if (!one.isCharacter || !second.isCharacter) yield token(one.text, second.text)
    else if (third?.isCharacter) yield token(one.text, second.text, third.text)
  }
}

// PostgreSQL takes letters with a digit among them for a word that no dictionary changes.
function token(...texts: string[]): string {
  return `qp0${hashed(texts.join(' ')).toString(36)}`
}

/** 53 bits of a text: cyrb53, in the public domain. */
function hashed(text: string): number {
  let [a, b] = [0xdeadbeef, 0x41c6ce57]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    a = Math.imul(a ^ code, 2_654_435_761)
    b = Math.imul(b ^ code, 1_597_334_677)
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909)
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909)
  return 4_294_967_296 * (2_097_151 & b) + (a >>> 0)
}
