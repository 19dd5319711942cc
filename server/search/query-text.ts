import { asPairs, unspaced } from './grams.ts'
import { neighboursOf } from './neighbours.ts'

/** What is asked, as websearch_to_tsquery is to read it: phrases by what stands side by side, and scripts without blanks by their characters. */
export function queryText(text: string): string {
  const parts = text.normalize('NFKC').split('"')
  return parts.map((part, at) => (at % 2 === 1 ? phrase(part, isNegated(parts[at - 1])) : unquoted(part))).join('')
}

function isNegated(before = ''): boolean {
  return before.endsWith('-')
}

function unquoted(text: string): string {
  return text.replace(unspaced, (run, at: number, whole: string) => {
    const negated = whole[at - 1] === '-'
    return `${negated ? '' : ' '}${phrase(run, negated)} `
  })
}

// Whatever is not to be there is one thing, and only a phrase or a single token is.
function phrase(text: string, negated: boolean): string {
  const { tokens, isWhole } = neighboursOf(text)
  const words = `"${asPairs(text).trim()}"`
  if (tokens.length === 0 || (negated && tokens.length > 1)) return words
  return isWhole ? tokens.join(' ') : negated ? words : `${tokens.join(' ')} ${words}`
}
