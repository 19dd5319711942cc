import type { Knex } from 'knex'
import { cutWords } from '../../server/articles/cut-words.ts'
import { decideMark } from '../../server/articles/decide-mark.ts'
import { editDetails } from '../../server/articles/edit-details.ts'
import type { HandKind } from '../../server/articles/hand-kinds.ts'
import { cutsOf } from '../../server/articles/marks.ts'
import { cutParagraphs, textOf } from '../../server/articles/paragraph.ts'
import { findOriginal, findRevision } from '../../server/articles/queries.ts'
import { spanToCut } from '../../server/articles/span-to-cut.ts'
import { takeStep } from '../../server/articles/take-step.ts'
import { titleLine } from '../../server/articles/title-line.ts'
import { Conflict, Forbidden, Invalid, NotFound, Stale } from '../../server/errors.ts'
import { ada, amina, cast, grace, root, tomas, vera } from '../cast.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'
import { cleanFerryText, ferryText, imported, inReview, live, marksOf, rowOf, saysOf, switchFourEyes, written } from './story.ts'

let house: FreshDatabase
let db: Knex

beforeAll(async () => {
  house = await freshDatabase()
  db = house.db
  await cast(db)
  await switchFourEyes(db, true)
})
afterAll(() => house.drop())

async function cleanCopyOf(id: string): Promise<string> {
  const { paragraphs } = await findRevision(db, (await rowOf(db, id)).head_revision_id)
  return textOf(cutParagraphs(paragraphs, cutsOf(await marksOf(db, id))))
}

type Wish = { words?: string; start?: number; kind?: HandKind; by?: typeof ada }

async function cut(article_id: string, paragraph_id: string, { kind = 'by-hand', by = ada, ...words }: Wish = {}): Promise<void> {
  await cutWords(db, { article_id, paragraph_id, kind, by, ...words, lock_version: (await rowOf(db, article_id)).lock_version })
}

const gulls = '“You can hear the gulls again,” said the ferry’s captain, who has worked the route for nineteen years.'

describe('cutting by hand', () => {
  test('takes a paragraph out of the clean copy, and keeping it puts it back to the byte', async () => {
    const id = await imported(db)
    const { original_id, head_revision_id } = await rowOf(db, id)
    await cut(id, '1-2', { kind: 'newsletter' })
    expect(await cleanCopyOf(id)).not.toContain('a third less fuel')
    const hand = (await marksOf(db, id)).find(({ made_by }) => made_by)
    expect(hand).toMatchObject({
      kind: 'newsletter',
      rule: 'by-hand',
      made_by: ada.id,
      decided_by: ada.id,
      verdict: 'cut',
      paragraph_id: '1-2',
    })
    await decideMark(db, { article_id: id, mark_id: String(hand?.id), verdict: 'keep', by: ada })
    expect(await cleanCopyOf(id)).toBe(cleanFerryText)
    expect((await findOriginal(db, String(original_id)))?.decoded).toBe(ferryText)
    expect((await rowOf(db, id)).head_revision_id).toBe(head_revision_id)
    expect(await saysOf(db, id)).toEqual(['imported', 'cut words by hand', 'decided a mark'])
  })

  test('takes words within a paragraph, without the blanks around them', async () => {
    const id = await imported(db)
    const words = ' who has worked the route for nineteen years'
    await cut(id, '1-5', { words, start: gulls.indexOf(words) })
    expect(await cleanCopyOf(id)).toContain('said the ferry’s captain,.\n')
    const hand = (await marksOf(db, id)).find(({ made_by }) => made_by)
    expect(gulls.slice(hand?.start_at, hand?.end_at)).toBe(words.trim())
  })

  test('its event says what was cut by ids and never by words', async () => {
    const id = await imported(db)
    await cut(id, '1-2', { kind: 'share' })
    const event = await db('events')
      .where({ stream: `article:${id}`, says: 'cut words by hand' })
      .first()
    const hand = (await marksOf(db, id)).find(({ made_by }) => made_by)
    expect(event).toMatchObject({ person_id: ada.id, details: { mark_ids: [hand?.id], paragraph_id: '1-2', kind: 'share', closed: [] } })
    expect(event.canonical).not.toContain('fuel')
  })

  test('makes a contributor, stales an approval, and so another reviewer approves', async () => {
    const id = await inReview(db, ada)
    await takeStep(db, { article: id, step: 'approve', by: grace })
    await cut(id, '1-2', { by: amina })
    await expect(takeStep(db, { article: id, step: 'publish', by: grace })).rejects.toThrow('not approved yet')
    await expect(takeStep(db, { article: id, step: 'approve', by: amina })).rejects.toThrow('four-eyes')
    await takeStep(db, { article: id, step: 'approve', by: grace })
  })

  test('a cut that touches others takes them in, and what was to check there is settled', async () => {
    const id = await imported(db)
    const mark = (await marksOf(db, id)).find(({ paragraph_id }) => paragraph_id === '1-7')
    await decideMark(db, { article_id: id, mark_id: String(mark?.id), verdict: 'check', by: ada })
    await cut(id, '1-7')
    expect((await marksOf(db, id)).filter(({ paragraph_id }) => paragraph_id === '1-7')).toMatchObject([
      { made_by: ada.id, verdict: 'cut' },
    ])
    expect((await rowOf(db, id)).checks).toBe(0)
    await expect(cut(id, '1-7', { words: 'Follow Coast Courier' })).rejects.toThrow('These words are cut already.')
  })

  test.each([root, vera, tomas, grace])('$name may not', async (by) => {
    const id = await imported(db)
    await expect(cut(id, '1-2', { by })).rejects.toThrow(Forbidden)
    expect(await saysOf(db, id)).toEqual(['imported'])
  })

  test('an author may in an own draft, and not once it is in review', async () => {
    const id = await written(db, { by: tomas })
    await cut(id, '1-2', { by: tomas })
    await takeStep(db, { article: id, step: 'submit', by: tomas })
    await expect(cut(id, '1-1', { by: tomas })).rejects.toThrow(Forbidden)
  })

  test('not on an older version, not on a published article, not in a paragraph that is not there', async () => {
    const id = await imported(db)
    await cut(id, '1-2')
    const old = { article_id: id, paragraph_id: '1-1', kind: 'by-hand', lock_version: 1, by: ada } as const
    await expect(cutWords(db, old)).rejects.toThrow(Stale)
    await expect(cut(id, '1-99')).rejects.toThrow(NotFound)
    await expect(cut(await live(db, { by: ada, approver: amina, publisher: grace }), '1-2')).rejects.toThrow(Conflict)
  })

  test('ten at once on one version cut once', async () => {
    const id = await imported(db)
    const { lock_version } = await rowOf(db, id)
    const wish = { article_id: id, paragraph_id: '1-2', kind: 'by-hand', lock_version, by: ada } as const
    const answers = await Promise.allSettled(Array.from({ length: 10 }, () => cutWords(db, wish)))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await marksOf(db, id)).filter(({ made_by }) => made_by)).toHaveLength(1)
  })
})

describe('the words that were meant', () => {
  const text = '  Read on. Read on, says the boatman 🛥️ to nobody.  '

  test('nothing chosen is the whole paragraph without its blanks', () => {
    expect(spanToCut(text, {}, [])).toEqual({ start: 2, end: text.length - 2 })
  })

  test('the place says which, where words stand there twice', () => {
    expect(spanToCut(text, { words: 'Read on', start: 11 }, [])).toEqual({ start: 11, end: 18 })
    expect(spanToCut(text, { words: ' says the boatman ' }, [])).toEqual({ start: 20, end: 36 })
  })

  test.each([
    [{ words: 'Read on' }, 'more than once'],
    [{ words: 'Read off' }, 'do not stand in this paragraph'],
    [{ words: 'read on.' }, 'do not stand in this paragraph'],
    [{ words: 'Read on', start: 12 }, 'more than once'],
  ])('%j is refused in a sentence', (chosen, says) => {
    expect(() => spanToCut(text, chosen, [])).toThrow(says)
    expect(() => spanToCut(text, chosen, [])).toThrow(Invalid)
  })

  test('half a character takes the whole one', () => {
    const at = text.indexOf('🛥')
    const span = spanToCut(text, { words: text.slice(at + 1, at + 6), start: at + 1 }, [])
    expect([span.start, text.slice(span.start, span.end).isWellFormed()]).toEqual([at, true])
  })

  test('neighbours that only touch stay marks of their own', () => {
    const mark = { start_at: 2, end_at: 10, verdict: 'cut' }
    expect(spanToCut(text, { words: ' Read on, says', start: 10 }, [mark])).toEqual({ start: 11, end: 24 })
    expect(spanToCut(text, { words: 'on. Read on, says' }, [mark])).toEqual({ start: 2, end: 24 })
    expect(spanToCut(text, { words: 'on. Read on, says' }, [{ ...mark, verdict: 'keep' }])).toEqual({ start: 7, end: 24 })
  })

  test('a paragraph of blanks has nothing to cut', () => {
    expect(() => spanToCut('   ', {}, [])).toThrow('no words')
  })
})

describe('a line that repeats the title', () => {
  const lines = (...texts: string[]) => texts.map((text, i) => ({ id: `1-${i + 1}`, text }))

  test.each([
    [['Harbour ferry returns', 'It came back.'], '1-1'],
    [['', '  HARBOUR FERRY RETURNS!  ', 'It came back.'], '1-2'],
    [['By Our Reporter', 'Harbour ferry returns', 'It came back.'], '1-2'],
    [['One.', 'Two.', 'Harbour ferry returns'], null],
    [['Harbour ferry returns to its quay', 'It came back.'], null],
    [['Harbour ferry returns'], null],
    [['', ''], null],
  ])('%j has it at %j', (texts, id) => {
    expect(titleLine('Harbour ferry returns', lines(...texts), new Set())).toBe(id)
  })

  test('is not offered where it is marked already, nor to a title without letters', () => {
    expect(titleLine('Harbour ferry returns', lines('Harbour ferry returns', 'Back.'), new Set(['1-1']))).toBeNull()
    expect(titleLine('***', lines('—', 'Back.'), new Set())).toBeNull()
  })

  test('goes with the confirmation of the title in one act, says why, and can be put back', async () => {
    const id = await imported(db, { title: 'The ferry is back', text: `The ferry is back\n${ferryText}` })
    await db('articles').where({ id }).update({ title_confirmed: false })
    await editDetails(db, { article_id: id, details: { title: 'The ferry is back' }, cut: '1-1', lock_version: 1, by: ada })
    expect(await rowOf(db, id)).toMatchObject({ title_confirmed: true, lock_version: 3 })
    expect(await cleanCopyOf(id)).toBe(cleanFerryText)
    const hand = (await marksOf(db, id)).find(({ made_by }) => made_by)
    expect(hand).toMatchObject({ because: 'repeats the title', kind: 'by-hand' })
    expect(await saysOf(db, id)).toEqual(['imported', 'confirmed the title', 'cut words by hand'])
    await decideMark(db, { article_id: id, mark_id: String(hand?.id), verdict: 'keep', by: ada })
    expect(await cleanCopyOf(id)).toBe(`The ferry is back\n${cleanFerryText}`)
  })

  test('on an older version neither is done', async () => {
    const id = await imported(db, { title: 'The ferry is back', text: `The ferry is back\n${ferryText}` })
    await db('articles').where({ id }).update({ title_confirmed: false })
    const edit = { article_id: id, details: { title: 'The ferry is back' }, cut: '1-1', lock_version: 7, by: ada }
    await expect(editDetails(db, edit)).rejects.toThrow(Stale)
    await expect(editDetails(db, { ...edit, cut: '1-99', lock_version: 1 })).rejects.toThrow(NotFound)
    expect([await saysOf(db, id), (await rowOf(db, id)).title_confirmed]).toEqual([['imported'], false])
  })
})
