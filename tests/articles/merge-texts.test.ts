import fc from 'fast-check'
import { type Answer, mergedText, mergeTexts } from '../../server/articles/merge-texts.ts'
import { formLines, openedOf, readOpened } from '../../server/articles/opened.ts'
import { ferryText } from './story.ts'

const lines = ferryText.split('\n')
const base = lines.map((line, n) => ({ id: `1-${n + 1}`, line }))
const changed = (changes: Record<number, string | null>) =>
  base.flatMap(({ id, line }, n) => (n in changes ? (changes[n] === null ? [] : [{ id, line: String(changes[n]) }]) : [{ id, line }]))
const typed = (changes: Record<number, string | null>) => changed(changes).map(({ line }) => line)
const asked = (pieces: ReturnType<typeof mergeTexts>) => pieces.flatMap((piece) => (piece.from === 'asked' ? [piece] : []))

const reworded = (n: number, by: string) => (lines[n] ?? '').replace('the', by)

test('what each changed in another paragraph is in the one text, even side by side, and nothing is asked', () => {
  const pieces = mergeTexts(base, typed({ 0: reworded(0, 'my') }), changed({ 1: reworded(1, 'their') }))
  expect(asked(pieces)).toEqual([])
  expect(mergedText(pieces, []).split('\n')).toEqual([reworded(0, 'my'), reworded(1, 'their'), ...lines.slice(2)])
})

test('only the paragraph that both changed is asked, and each answer says what stands there', () => {
  const pieces = mergeTexts(base, typed({ 1: reworded(1, 'my') }), changed({ 0: reworded(0, 'their'), 1: reworded(1, 'their') }))
  expect(asked(pieces)).toEqual([{ from: 'asked', base: [lines[1]], mine: [reworded(1, 'my')], theirs: [reworded(1, 'their')] }])
  const text = (choice: Answer['choice']) => mergedText(pieces, [{ choice, own: 'Mine,\r\nand more.' }]).split('\n')
  const around = (...between: string[]) => [reworded(0, 'their'), ...between, ...lines.slice(2)]
  expect(text('theirs')).toEqual(around(reworded(1, 'their')))
  expect(text('mine')).toEqual(around('Mine,', 'and more.'))
  expect(text('both')).toEqual(around(reworded(1, 'their'), 'Mine,', 'and more.'))
})

test('a paragraph that one took out goes; one that the other had changed is asked', () => {
  expect(mergedText(mergeTexts(base, typed({}), changed({ 2: null })), []).split('\n')).toEqual(typed({ 2: null }))
  expect(mergedText(mergeTexts(base, typed({ 2: null }), changed({ 4: 'Other.' })), []).split('\n')).toEqual(
    typed({ 2: null, 4: 'Other.' }),
  )
  expect(asked(mergeTexts(base, typed({ 1: null }), changed({ 1: reworded(1, 'their') })))).toHaveLength(1)
})

test('a verdict that a colleague gave meanwhile stays, and the same change by both is no question', () => {
  const cut = changed({ 3: `⟦${lines[3]}⟧` })
  expect(mergedText(mergeTexts(base, typed({ 0: reworded(0, 'my') }), cut), []).split('\n')).toEqual(
    typed({ 0: reworded(0, 'my'), 3: `⟦${lines[3]}⟧` }),
  )
  expect(asked(mergeTexts(base, typed({ 0: 'Same.' }), changed({ 0: 'Same.' })))).toEqual([])
})

const Change = fc.dictionary(
  fc.integer({ min: 0, max: lines.length - 1 }).map(String),
  fc.constantFrom('New words here.', 'Others.', null),
  {
    maxKeys: 4,
  },
)

test('whatever both did: whoever changed nothing gets the other text, and no line of either is lost where both are kept', () => {
  fc.assert(
    fc.property(Change, Change, (mine, theirs) => {
      expect(mergedText(mergeTexts(base, typed(mine), base), [])).toBe(typed(mine).join('\n'))
      expect(mergedText(mergeTexts(base, typed({}), changed(theirs)), [])).toBe(typed(theirs).join('\n'))
      const pieces = mergeTexts(base, typed(mine), changed(theirs))
      const both = asked(pieces).map((piece): Answer => ({ choice: 'both', own: piece.mine.join('\n') }))
      const merged = new Set(mergedText(pieces, both).split('\n'))
      const fresh = [...typed(mine), ...typed(theirs)].filter((line) => !lines.includes(line))
      expect(fresh.filter((line) => !merged.has(line))).toEqual([])
    }),
  )
})

test('what was opened travels with the form and is read again; damaged, it is not known', () => {
  const cut = { paragraph_id: '1-3', start_at: 0, end_at: 4, verdict: 'cut' as const }
  const opened = openedOf({ id: 'a-revision' }, [cut, { ...cut, paragraph_id: '1-4', verdict: 'keep' }] as never)
  expect(readOpened(opened)).toEqual({ revision_id: 'a-revision', cuts: [{ paragraph_id: '1-3', start: 0, end: 4 }] })
  expect(readOpened(`${opened} nonsense`)).toBeNull()
  const paragraph = { id: '1-3', kind: 'text' as const, text: 'Also Read', spans: [], origin: null, end: '\n' }
  expect(formLines([paragraph], readOpened(opened)?.cuts ?? [])).toEqual([{ id: '1-3', line: '⟦Also⟧ Read' }])
})
