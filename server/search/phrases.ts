import type { Query } from './queries.ts'

const quotedOrNear = /'(?:[^'\\]|''|\\.)*'|<(?:-|\d+)>/g

/**
 * The same query with its phrases read as words in any order: what the word index alone can tell. Null where no order is asked, or where
 * something is not to be there, since the words of a phrase may be where the phrase is not.
 */
export function inAnyOrder({ scope, readings }: Query): Query | null {
  const isOrdered = readings.some(({ tsquery }) => operatorsOf(tsquery).includes('<'))
  if (!isOrdered || readings.some(({ tsquery }) => operatorsOf(tsquery).includes('!'))) return null
  const loosened = readings.map(({ configurations, tsquery }) => {
    return { configurations, tsquery: tsquery.replaceAll(quotedOrNear, (part) => (part.startsWith('<') ? '&' : part)) }
  })
  return { scope, readings: loosened }
}

function operatorsOf(tsquery: string): string {
  return tsquery.replaceAll(/'(?:[^'\\]|''|\\.)*'/g, '')
}
