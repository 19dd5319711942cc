import fc from 'fast-check'
import { languages } from '../../server/cleaning/languages.ts'
import { phrasesOf } from '../../server/cleaning/phrases.ts'
import { promotional, tempting } from './labelled.ts'
import { labelledByLanguage } from './labelled-by-language.ts'

export const phrases = phrasesOf(languages)

export const labelled = [
  ...promotional,
  ...tempting,
  ...Object.values(labelledByLanguage).flatMap((lines) => [...lines.promotional, ...lines.tempting]),
]
const signs =
  '. |! |… | |  |\u00a0|\u200b|\u200d|e\u0301|“|”|"|(|)|: |\\| |>> | <<|-|😀|𝒜|\ud83d|\ude00|™|①|½|ﬁ|ß|İ|क्षि|का|ท|渡轮|。|؟|ـ|\u1100\u1161|\ufffe|\0|\ufe0f|12'.split(
    /(?<!\\)\|/,
  )

/** Phrases of all languages between signs and words that make them hard to find, and any unit there is. */
export const line = fc
  .array(
    fc.tuple(
      fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...phrases.map(({ text }) => text)) },
        { weight: 2, arbitrary: fc.constantFrom(...labelled) },
        { weight: 4, arbitrary: fc.constantFrom(...signs) },
        { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) },
      ),
      fc.constantFrom<(text: string) => string>(
        (text) => text,
        (text) => text.charAt(0).toUpperCase() + text.slice(1),
        (text) => text.toUpperCase(),
        (text) => text.normalize('NFD'),
      ),
      fc.constantFrom('', ' ', ' ', '. '),
    ),
    { maxLength: 7 },
  )
  .map((parts) => parts.map(([text, change, gap]) => change(text) + gap).join(''))
