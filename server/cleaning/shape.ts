import { wordsIn } from './words.ts'

/** What a piece of text looks like, seen from its form alone. */

const closers = '["”’»\\])」』）】]*'
const ended = new RegExp(`[.。।۔።]${closers}\\s*$`, 'u')
const trailing = new RegExp(`[,;:،、，]${closers}\\s*$`, 'u')
// A full stop, then a blank or a glued capital: but not behind an initial or a short title such as “St.” or “No.”.
const boundary = new RegExp(
  `(?<![.!?…。！？।؟۔።])(?<![\\s.(]\\p{Lu}\\p{L}{0,2}|\\sv|\\svs|\\sno|\\snr)(?:[.!?…。！？।؟۔።]+(?<!\\.\\.|…)|(?:\\.{2,}|…)(?!${closers}\\s+["“«‘(]?\\p{Ll}))${closers}(?:\\s+|(?=\\p{Lu}\\p{M}*\\p{Ll}))(?=["“«‘¿¡(]*[\\p{L}\\p{N}])|(?<![。！？])[。！？]+${closers}(?=[“「『（【]*[\\p{L}\\p{N}])`,
  'u',
)
const caseless = /^\P{L}*\p{Lo}/u
const capital = /^[\s"“«‘'’(¿¡]*[\p{Lu}\p{Lt}\p{N}@#]/u

const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u

/** Whether a sign belongs to a script that sets no blanks between words. */
export const isUnspaced = (sign: string): boolean => unspaced.test(sign)
/** A letter or a figure that no word may border on, in a class of a pattern; between other signs a Latin word stands free: “在Facebook上”. */
export const spacedLetter = String.raw`[[\p{L}\p{N}]--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]]`
/** Thai ends its sentences with nothing: a short paragraph looks like a headline. */
export const hasNoStops = (text: string): boolean => /[\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}]/u.test(text)
export const isBlank = (text: string): boolean => text.trim() === ''
export const endsLikeSentence = (text: string): boolean => ended.test(text.slice(-24))
export const isCaseless = (text: string): boolean => caseless.test(text.slice(0, 24))
export const startsCapital = (text: string): boolean => capital.test(text.slice(0, 12)) || isCaseless(text)
const isShouted = (text: string): boolean => text === text.toUpperCase() && text !== text.toLowerCase()
export const isTitled = (text: string): boolean =>
  isShouted(text) || (text.match(/\p{L}[\p{L}\p{M}'’]*/gu) ?? []).every((word) => /^\p{Lu}/u.test(word))

/** Where the first sentence of a text ends and the next begins, or -1 when it is one piece. */
export function firstBoundary(text: string): number {
  const found = boundary.exec(text.slice(0, 2_000))
  return found ? found.index + found[0].length : -1
}

export function isHeadline(text: string): boolean {
  return isHeadlineLong(text) && firstBoundary(text) < 0
}

/** A headline that may hold a full stop in its middle: “It Burned. Nobody Came”. */
export function isHeadlineLong(text: string): boolean {
  const count = wordsIn(text.slice(0, 400))
  return count > 0 && count <= 30 && text.length < 260 && startsCapital(text) && !endsLikeSentence(text) && !trailing.test(text.slice(-8))
}

/** A paragraph of the story: a full sentence, or simply long. */
export const isBody = (text: string): boolean =>
  text.length >= 260 || (/[.!?。！？؟…।۔።]["”’»)\]」』）]*\s*$/u.test(text.slice(-12)) && wordsIn(text) >= 8)
