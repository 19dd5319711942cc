import { closingsOf } from '../../server/cleaning/closings.ts'
import { hitsIn } from '../../server/cleaning/hits.ts'
import { languages } from '../../server/cleaning/languages.ts'
import { phrasesOf } from '../../server/cleaning/phrases.ts'
import { fold } from '../../server/cleaning/shadow.ts'
import { treeOf } from '../../server/cleaning/tree.ts'
import { wordSets } from '../../server/cleaning/word-sets.ts'

const phrases = phrasesOf(languages)
const starts = treeOf(phrases)
const ends = treeOf(
  phrases.filter(({ role }) => role === 'labels'),
  true,
)
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

// A phrase that begins with a sign, or holds what no folded line holds, would stand in its file and never be found.
test.each(languages.map((language) => [language.code, language] as const))(
  '%s: every phrase is found in a line of its own',
  (_, language) => {
    const dead = phrasesOf([language]).filter(
      ({ text, kind }) =>
        !hitsIn(capital(text), starts, ends, () => language.code).some(
          (hit) => hit.kind === kind && hit.start === 0 && hit.end === capital(text).length,
        ),
    )
    expect(dead.map(({ kind, role, text }) => [kind, role, text])).toEqual([])
  },
)

test.each(languages.map((language) => [language.code, language] as const))(
  '%s: every closing is found behind other words',
  (_, language) => {
    const { mayClose, hitsAt } = closingsOf([language])
    for (const [kind, { closes = [] }] of Object.entries(language.kinds)) {
      const line = (phrase: string): string => `Harbour ${phrase}.`
      const dead = closes.filter((phrase) => !mayClose(line(phrase)) || !hitsAt(line(phrase)).some((hit) => hit.kind === kind))
      expect([kind, dead]).toEqual([kind, []])
    }
  },
)

test.each(languages.map((language) => [language.code, language] as const))('%s: every word around a call is found', (_, language) => {
  const { own, benefits, reporting, steps, openers = [], kinds } = language
  const lists = [own, benefits, reporting, steps, openers, ...Object.values(kinds).flatMap(({ about = [], sure = [] }) => [about, sure])]
  const dead = lists.flatMap((words) => {
    const { found } = wordSets({ found: words })
    return words.filter((word) => !found.test(` ${fold(word.replace(/\*$/, ''))} `))
  })
  expect(dead).toEqual([])
})
