const outside = 1
const goesOn = 2
const begins = 3
const packed = 4

// Filled as units are met.
const classes = new Uint8Array(65_536)

/** How many words a text holds: a letter or a figure, and what goes on behind it with marks, apostrophes, full stops and hyphens. */
export function wordsIn(text: string): number {
  let count = 0
  let inWord = false
  for (let at = 0; at < text.length; at++) {
    const found = classOf(text, at)
    if (found === packed) return countPacked(text)
    if (found === begins && !inWord) count += 1
    inWord = found === begins || (inWord && found === goesOn)
  }
  return count
}

// Where no blanks stand between words, two Chinese or Japanese signs or five Thai ones count as a word.
const packs = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]{1,2}|[\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]{1,5}/gu
const unspaced = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u
const countPacked = (text: string): number => (text.match(packs)?.length ?? 0) + wordsIn(text.replace(packs, ' '))

function classOf(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  const known = classes[unit] as number
  if (known > 0) return known
  if (isSurrogate(unit)) return classOfCharacter(pairAt(text, at))
  classes[unit] = classOfCharacter(String.fromCharCode(unit))
  return classes[unit]
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff
const letter = /^[\p{L}\p{N}]/u
const inner = /^[\p{M}'’.-]/u
const classOfCharacter = (character: string): number =>
  unspaced.test(character) ? packed : letter.test(character) ? begins : inner.test(character) ? goesOn : outside

/** The character of which this unit is the first or the second half. */
function pairAt(text: string, at: number): string {
  const isSecond = /^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(Math.max(0, at - 1), at + 1)) && at > 0
  return text.slice(isSecond ? at - 1 : at, isSecond ? at + 1 : at + 2)
}
