import type { Evidence } from './kind.ts'
import { fold } from './shadow.ts'
import type { WordSet } from './word-sets.ts'

type Joint = { end: number; evidence: Evidence }
type Token = { text: string; start: number; end: number }

/**
 * Where the story goes on behind a headline that no mark ends: with a small word that only begins sentences, or where capitals on
 * every word stop, if the article knows the name that stands there.
 */
export function jointIn(headline: string, article: string, openers: WordSet): Joint | null {
  const tokens = tokensOf(headline.slice(0, longest))
  for (let at = fewest; at < tokens.length - 2; at++) {
    if (!mayBegin(tokens, at, headline)) continue
    if (opensSentence(tokens, at, openers)) return { end: endBefore(tokens, at), evidence: 'opener' }
    if (!isTitled(tokens.slice(1, at)) || !leavesTitle(tokens, at)) continue
    const start = startOfName(tokens, at, article)
    return start ? { end: endBefore(tokens, start), evidence: 'new case' } : null
  }
  return null
}

const longest = 400
const fewest = 3
const word = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’.&/,-]*/gu

const tokensOf = (text: string): Token[] =>
  [...text.matchAll(word)].map(({ 0: found, index }) => ({ text: found, start: index, end: index + found.length }))

const endBefore = (tokens: readonly Token[], at: number): number => tokens[at - 1]?.end ?? 0
const isCapital = (token: Token | undefined): boolean => token !== undefined && /^\p{Lu}/u.test(token.text)
const isLower = (token: Token | undefined): boolean => token !== undefined && /^\p{Ll}/u.test(token.text)
const isLong = (token: Token | undefined): boolean => token !== undefined && /^[\p{L}\p{M}]{4,}/u.test(token.text)

/** A capital behind a word that ends without a comma. */
function mayBegin(tokens: readonly Token[], at: number, text: string): boolean {
  const [before, here] = [tokens[at - 1], tokens[at]]
  if (!before || !here || !isCapital(here) || /[,.&/-]$/u.test(before.text)) return false
  return /^["”’»)]?\s+["“«]?$/u.test(text.slice(before.end, here.start))
}

function opensSentence(tokens: readonly Token[], at: number, openers: WordSet): boolean {
  const [here, next] = [tokens[at], tokens[at + 1]]
  return openers.test(fold((here?.text ?? '').replace(/,$/u, ''))) && (isLower(next) || /,$/u.test(here?.text ?? ''))
}

/** Capitals on nearly all long words. */
function isTitled(tokens: readonly Token[]): boolean {
  const long = tokens.filter((token) => isLong(token) && !small.has(fold(token.text)))
  return long.length >= 2 && long.filter(isCapital).length >= long.length * 0.8
}

/** Two words of a plain sentence: neither is one that a title writes small. */
function leavesTitle(tokens: readonly Token[], at: number): boolean {
  const behind = tokens.slice(at + 1, at + 6)
  const plain = behind.filter((token) => isLower(token) && isLong(token) && !small.has(fold(token.text.replace(/,$/u, ''))))
  return plain.length >= 2 && plain[0] === behind[0]
}

const small = new Set(
  'yang dengan dari untuk pada dalam oleh atau akan saat agar karena hingga soal usai with from into over after than that para como entre sobre desde dans pour avec sous chez'.split(
    ' ',
  ),
)

/** The first word of the name with which the sentence begins, where the article has it elsewhere too and nothing precedes it there. */
function startOfName(tokens: readonly Token[], at: number, article: string): number | null {
  let start = at
  while (start > fewest && countOf(article, `${tokens[start - 1]?.text} ${tokens[start]?.text}`) > 1) start -= 1
  const name = tokens[start]?.text ?? ''
  const before = tokens[start - 1]?.text ?? ''
  return !titles.has(fold(before)) && countOf(article.toLowerCase(), name.toLowerCase()) > 1 ? start : null
}

const countOf = (text: string, part: string): number => text.slice(0, 40_000).split(part).length - 1

const titles = new Set(
  'direktur utama menteri kepala ketua presiden gubernur bupati wali kota wakil sekretaris jenderal dirjen pt komisaris kapolres kapolda jaksa hakim bapak ibu pak bu minister president chairman director chief mr mrs ms dr prof general king queen prime'.split(
    ' ',
  ),
)
