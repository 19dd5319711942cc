import { z } from 'zod'
import { type KindName, kinds } from '../cleaning/kinds.ts'
import { fold } from '../cleaning/shadow.ts'
import { whyRefused } from './pattern.ts'

/** What a house rule does, to what, and when: the words of the form, in its order. */
export const verdicts = { cut: 'Cut', check: 'Ask about', keep: 'Keep' } as const
export const stretches = { paragraph: 'the paragraph', sentence: 'the sentence', words: 'just the words' } as const
export const ways = {
  starts: 'starts with',
  ends: 'ends with',
  contains: 'contains',
  equals: 'is exactly',
  matches: 'matches the pattern',
} as const
export const places = { anywhere: 'anywhere', first: 'in the first', last: 'in the last' } as const

export type Way = keyof typeof ways
const keysOf = <T extends object>(table: T) => Object.keys(table) as [keyof T & string, ...(keyof T & string)[]]

const Condition = z
  .object({
    way: z.enum(keysOf(ways), 'Choose how the words are looked for.'),
    text: z.string().trim().min(1, 'Say which words.').max(500, 'Keep the words or the pattern under 500 characters.'),
  })
  .superRefine(({ way, text }, { addIssue }) => {
    const message = way === 'matches' ? whyRefused(text) : fold(text) === '' ? 'These are signs that nobody sees. Say which words.' : null
    if (message) addIssue({ code: 'custom', path: ['text'], message })
  })

const count = (most: number, message: string) => z.number().int().min(1, message).max(most, message)
const Example = z
  .string()
  .trim()
  .min(1)
  .max(5_000, 'Keep an example under 5,000 characters.')
  .regex(/^.*$/u, 'An example is one paragraph.')
const examples = z.array(Example).max(50, 'Keep to fifty examples of each sort.')

/** A house rule as data. What cannot be understood is refused here, when it is saved. */
export const Definition = z
  .object({
    verdict: z.enum(keysOf(verdicts), 'Choose what happens: cut, ask or keep.'),
    stretch: z.enum(keysOf(stretches), 'Choose how much of the text.'),
    when: Condition,
    unless: z.array(Condition).max(20, 'Keep to twenty exceptions.'),
    most_words: count(1_000, 'Give a number of words between 1 and 1,000, or leave it empty.').nullable(),
    place: z.enum(keysOf(places), 'Choose where in the article.'),
    paragraphs: count(100, 'Give a number of paragraphs between 1 and 100.').nullable(),
    sources: z.array(z.uuid()).max(1_000),
    languages: z.array(z.string().regex(/^[a-z]{2,3}$/, 'Name a language by its code, such as en.')).max(100),
    kind: z.enum(Object.keys(kinds) as [KindName, ...KindName[]], 'Choose what to call it.'),
    must_match: examples,
    must_keep: examples,
  })
  .superRefine(({ place, paragraphs }, { addIssue }) => {
    const message = 'Say how many paragraphs.'
    if (place !== 'anywhere' && paragraphs === null) addIssue({ code: 'custom', path: ['paragraphs'], message })
  })

export type Definition = z.output<typeof Definition>
export type Condition = Definition['when']

export const RuleName = z.string().trim().min(1, 'Give the rule a name.').max(100, 'Keep the name under 100 characters.')

/** A rule that is to be matched, as it stands: which, in which version, and what it says. */
export type Rule = { id: string; version: number; name: string; definition: Definition }

/** The rule in one sentence, as its page and its marks say it. */
export function sentenceOf({ verdict, stretch, when, unless, most_words, place, paragraphs }: Definition): string {
  const where = place === 'anywhere' ? '' : ` ${places[place]} ${paragraphs === 1 ? 'paragraph' : `${paragraphs} paragraphs`}`
  const short = most_words === null ? '' : ` and has at most ${most_words === 1 ? 'one word' : `${most_words} words`}`
  const but = unless.map(({ way, text }) => `, unless it ${ways[way]} “${text}”`).join('')
  const what = stretch === 'words' ? 'just these words' : stretches[stretch]
  return `${verdicts[verdict]} ${what}${where} when it ${ways[when.way]} “${when.text}”${short}${but}.`
}
