import { diffArrays } from 'diff'

/** A stretch of words that both texts have, or that came, or that went. */
export type Stretch = { text: string; change: 'same' | 'came' | 'went' }

/** Words beyond which two texts count as different: to compare wholly different texts grows with the square of their length. */
const mostChanges = 800

// Words of scripts that write blanks between them; else each character is one.
const unspaced = String.raw`[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]`
const words = new RegExp(String.raw`${unspaced}\p{M}*|(?:(?!${unspaced})[\p{L}\p{M}\p{N}'’])+|\r?\n|[^\S\r\n]+|[^]`, 'gu')

/** Two texts as one, by words. */
export function compared(before: string, after: string): Stretch[] {
  const changes = diffArrays(before.match(words) ?? [], after.match(words) ?? [], { maxEditLength: mostChanges })
  if (!changes) return wholly(before, after)
  return changes.map(({ value, added, removed }) => ({ text: value.join(''), change: added ? 'came' : removed ? 'went' : 'same' }))
}

// Too different to go word by word: what begins and ends alike stays, the rest went and came as a whole.
function wholly(before: string, after: string): Stretch[] {
  const [a, b] = [before.split(/(?<=\n)/), after.split(/(?<=\n)/)]
  const head = sharedLines(a, b)
  const tail = sharedLines(a.slice(head).reverse(), b.slice(head).reverse())
  const stretches: Stretch[] = [
    { text: a.slice(0, head).join(''), change: 'same' },
    { text: a.slice(head, a.length - tail).join(''), change: 'went' },
    { text: b.slice(head, b.length - tail).join(''), change: 'came' },
    { text: a.slice(a.length - tail).join(''), change: 'same' },
  ]
  return stretches.filter(({ text }) => text !== '')
}

function sharedLines(a: readonly string[], b: readonly string[]): number {
  let count = 0
  while (count < a.length && count < b.length && a[count] === b[count]) count += 1
  return count
}
