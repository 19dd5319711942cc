import { fold } from '../cleaning/shadow.ts'
import { askedOf } from '../rules/condition.ts'
import type { Definition } from '../rules/rule.ts'

/**
 * The words that every paragraph holds which a rule may find, for the word index to look them up; null where it has none, and articles are
 * read one by one. A piece of a pattern may end in the middle of a word, so there only what stands between blanks counts.
 */
export function searchWords({ when }: Definition): string | null {
  const literal = when.way === 'matches' ? askedOf(when).literal : fold(when.text)
  if (literal === null) return null
  const words = literal.split(' ')
  const whole = words.slice(1, -1).filter(isPlain)
  if (when.way === 'matches') return whole.length > 0 ? whole.join(' ') : null
  // At the edges an address or a hyphen may stand glued to the word, and then it is no word of its own in the index.
  const chosen = whole.join('').length >= fewestSigns ? whole : words.filter(isPlain)
  return chosen.length > 0 ? chosen.join(' ') : null
}

const fewestSigns = 8
const isPlain = (word: string): boolean => /^\p{L}[\p{L}\p{M}]*$/u.test(word)
