import { asPairs, isUnspaced, triplesIn, unspaced } from './grams.ts'

/** What is asked, as websearch_to_tsquery is to read it: scripts without blanks by their characters. */
export function queryText(text: string): string {
  const parts = text.normalize('NFKC').split('"')
  return parts.map((part, at) => (at % 2 === 1 ? phrase(part, parts[at - 1]?.endsWith('-')) : unquoted(part))).join('')
}

function unquoted(text: string): string {
  return text.replace(unspaced, (run, at: number, whole: string) => {
    const negated = whole[at - 1] === '-'
    return `${negated ? '' : ' '}${phrase(run, negated)} `
  })
}

// Three characters and more are found by the index alone; what is not to be there must be one thing, as a phrase is.
function phrase(text: string, negated = false): string {
  const triples = isUnspaced(text) ? triplesIn(text) : []
  return triples.length > 0 && !(negated && triples.length > 1) ? triples.join(' ') : `"${asPairs(text).trim()}"`
}
