import { z } from 'zod'

const tooLong = 'Search for at most 300 characters.'

/** What somebody searches for: words, “phrases”, -not and OR; wrong use is explained. */
export const AskedWords = z
  .string('Search for words.')
  .trim()
  .max(300, tooLong)
  .transform((text) => text.replaceAll(/[“”„«»]/g, '"'))
  .superRefine((text, { addIssue }) => {
    const wrong = whatIsWrong(text)
    if (wrong) addIssue({ code: 'custom', message: wrong })
  })

function whatIsWrong(text: string): string | null {
  if ((text.match(/"/g) ?? []).length % 2 === 1) return 'A phrase begins with " and has no end. Close it with another ".'
  const tokens = text.match(/-?"[^"]*"|\S+/g) ?? []
  if (tokens[0] === 'OR' || tokens.at(-1) === 'OR') return 'OR stands between two words: ferry OR harbour.'
  if (tokens.some((token, at) => token === 'OR' && tokens[at + 1] === 'OR')) return 'OR stands between two words: ferry OR harbour.'
  if (!alternatives(tokens).every((words) => words.some(isWanted)))
    return 'Say at least one word that is to be found, beside those that are not: ferry -bridge.'
  return null
}

function alternatives(tokens: readonly string[]): string[][] {
  const groups: string[][] = [[]]
  for (const token of tokens) {
    if (token === 'OR') groups.push([])
    else groups.at(-1)?.push(token)
  }
  return groups
}

function isWanted(token: string): boolean {
  return !token.startsWith('-') && /[\p{L}\p{N}]/u.test(token)
}
