import type { Knex } from 'knex'
import { decideMark } from '../../server/articles/decide-mark.ts'
import { editDetails } from '../../server/articles/edit-details.ts'
import { editParagraph } from '../../server/articles/edit-paragraph.ts'
import { approveAndPublish, takeStep } from '../../server/articles/take-step.ts'
import { addComment } from '../../server/comments/add-comment.ts'
import { resolveComment } from '../../server/comments/resolve-comment.ts'
import { Conflict, Forbidden, Invalid, Stale } from '../../server/errors.ts'
import { tagArticle } from '../../server/tags/tag-article.ts'
import { ada, amina, cast, everyone, grace, root, solo, tomas, vera } from '../cast.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'
import { cleanFerryText, imported, inReview, live, marksOf, rowOf, saysOf, switchFourEyes, written } from './story.ts'

let house: FreshDatabase
let db: Knex

beforeAll(async () => {
  house = await freshDatabase()
  db = house.db
  await cast(db, [...everyone, solo])
  await switchFourEyes(db, true)
})
afterAll(() => house.drop())

describe('submit', () => {
  test('an editor submits, and it waits for review', async () => {
    const id = await inReview(db, ada)
    expect(await rowOf(db, id)).toMatchObject({ stage: 'review', submitted_by: ada.id, submission: 1 })
    expect(await saysOf(db, id)).toEqual(['imported', 'submitted'])
  })

  test('an author submits only what he wrote', async () => {
    const own = await written(db, { by: tomas })
    await takeStep(db, { article: own, step: 'submit', by: tomas })
    expect((await rowOf(db, own)).stage).toBe('review')
    const other = await imported(db)
    await expect(takeStep(db, { article: other, step: 'submit', by: tomas })).rejects.toThrow(
      'You may submit only articles that you wrote.',
    )
  })

  test.each([root, vera, grace, amina])('$name may not', async (person) => {
    const id = await imported(db)
    await expect(takeStep(db, { article: id, step: 'submit', by: person })).rejects.toThrow(Forbidden)
    expect(await saysOf(db, id)).toEqual(['imported'])
  })

  test('what is in review already is not submitted again', async () => {
    const id = await inReview(db, ada)
    await expect(takeStep(db, { article: id, step: 'submit', by: ada })).rejects.toThrow(Conflict)
  })

  test('a suggested title is confirmed first', async () => {
    const id = await imported(db)
    await db('articles').where({ id }).update({ title_confirmed: false })
    await expect(takeStep(db, { article: id, step: 'submit', by: ada })).rejects.toThrow('The title was only suggested. Confirm it first.')
    await editDetails(db, { article_id: id, details: { title: 'Harbour ferry returns' }, lock_version: 1, by: ada })
    await takeStep(db, { article: id, step: 'submit', by: ada })
    expect(await saysOf(db, id)).toEqual(['imported', 'confirmed the title', 'submitted'])
  })

  test('a text that is cut whole cannot be submitted', async () => {
    const id = await imported(db, { text: 'Also Read: Island Traders Welcome New Cold Store' })
    await expect(takeStep(db, { article: id, step: 'submit', by: ada })).rejects.toThrow('The clean copy has no text.')
  })
})

describe('request changes', () => {
  test('a reviewer says what should change, and it is a draft again', async () => {
    const id = await inReview(db, ada)
    await takeStep(db, { article: id, step: 'request-changes', by: amina, comment: 'Who paid for the refit?' })
    expect((await rowOf(db, id)).stage).toBe('draft')
    expect(await db('comments').where({ article_id: id }).pluck('text')).toEqual(['Who paid for the refit?'])
    expect(await saysOf(db, id)).toEqual(['imported', 'submitted', 'requested changes'])
  })

  test('a comment is required', async () => {
    const id = await inReview(db, ada)
    await expect(takeStep(db, { article: id, step: 'request-changes', by: amina, comment: '  ' })).rejects.toThrow(Invalid)
    expect((await rowOf(db, id)).stage).toBe('review')
  })

  test('the submitter may not, when there are four eyes', async () => {
    const id = await inReview(db, solo)
    await expect(takeStep(db, { article: id, step: 'request-changes', by: solo, comment: 'Hm.' })).rejects.toThrow(Forbidden)
  })

  test('it goes back to review only with a changed head or an answer to the comment', async () => {
    const id = await inReview(db, ada)
    await takeStep(db, { article: id, step: 'request-changes', by: amina, comment: 'Who paid for the refit?' })
    await expect(takeStep(db, { article: id, step: 'submit', by: ada })).rejects.toThrow('Changes were requested')
    const comment = await db('comments').where({ article_id: id }).first('id')
    await resolveComment(db, { article_id: id, id: comment.id, by: ada })
    await expect(takeStep(db, { article: id, step: 'submit', by: ada })).rejects.toThrow('Changes were requested')
    await addComment(db, { article_id: id, text: 'The county: see the last line.', by: ada, parent_id: comment.id })
    await takeStep(db, { article: id, step: 'submit', by: ada })
    expect((await rowOf(db, id)).stage).toBe('review')
  })
})

describe('approve', () => {
  test('a reviewer approves exactly this text', async () => {
    const id = await inReview(db, ada)
    await takeStep(db, { article: id, step: 'approve', by: amina })
    const { head_sha256 } = await rowOf(db, id)
    expect(await db('approvals').where({ article_id: id })).toMatchObject([
      { person_id: amina.id, content_sha256: head_sha256, submission: 1 },
    ])
  })

  test('who has approved this very text and presses again is told so, on an old page too, and there is one approval', async () => {
    const id = await inReview(db, ada)
    const { lock_version, head_sha256 } = await rowOf(db, id)
    const seen = { lock_version, content_sha256: head_sha256.toString('hex') }
    await takeStep(db, { article: id, step: 'approve', by: amina, ...seen })
    const told = 'You have approved this very text; a publisher publishes it.'
    await expect(takeStep(db, { article: id, step: 'approve', by: amina, ...seen })).rejects.toThrow(new Conflict(told))
    await expect(takeStep(db, { article: id, step: 'approve', by: amina })).rejects.toThrow(told)
    expect(await saysOf(db, id)).toEqual(['imported', 'submitted', 'approved'])
  })

  test('after a change of the text whoever approved the old one approves the new one', async () => {
    const id = await inReview(db, ada)
    await takeStep(db, { article: id, step: 'approve', by: amina })
    const [mark] = await marksOf(db, id)
    await decideMark(db, { article_id: id, mark_id: String(mark?.id), verdict: 'keep', by: ada })
    await takeStep(db, { article: id, step: 'approve', by: amina })
    expect(await db('approvals').where({ article_id: id })).toHaveLength(2)
  })

  test('nobody approves what they submitted', async () => {
    const id = await inReview(db, solo)
    await expect(takeStep(db, { article: id, step: 'approve', by: solo })).rejects.toThrow('You submitted this article')
    expect(await db('approvals').where({ article_id: id })).toEqual([])
  })

  test('nobody approves words that they changed, and nobody what they cut by hand', async () => {
    const edited = await inReview(db, ada)
    const { lock_version } = await rowOf(db, edited)
    await editParagraph(db, { article_id: edited, paragraph_id: '1-1', text: 'The ferry is back.', lock_version, by: amina })
    await expect(takeStep(db, { article: edited, step: 'approve', by: amina })).rejects.toThrow('four-eyes')
    const cut = await inReview(db, ada)
    const text = '“You can hear the gulls again,” said the ferry’s captain, ⟦who has worked the route for nineteen years⟧.'
    await editParagraph(db, { article_id: cut, paragraph_id: '1-5', text, lock_version: (await rowOf(db, cut)).lock_version, by: amina })
    await expect(takeStep(db, { article: cut, step: 'approve', by: amina })).rejects.toThrow('four-eyes')
  })

  test('nor who decides about words that a colleague cut by hand', async () => {
    const id = await inReview(db, ada)
    const text = 'Engineers said the vessel now burns a third less fuel ⟦and crosses in near silence⟧.'
    await editParagraph(db, { article_id: id, paragraph_id: '1-2', text, lock_version: (await rowOf(db, id)).lock_version, by: ada })
    const hand = (await marksOf(db, id)).find(({ made_by }) => made_by)
    await decideMark(db, { article_id: id, mark_id: String(hand?.id), verdict: 'keep', by: ada })
    await decideMark(db, { article_id: id, mark_id: String(hand?.id), verdict: 'cut', by: amina })
    await expect(takeStep(db, { article: id, step: 'approve', by: amina })).rejects.toThrow('four-eyes')
  })

  test('deciding the engine’s marks is the review itself', async () => {
    const id = await inReview(db, ada)
    const [mark] = await marksOf(db, id)
    await decideMark(db, { article_id: id, mark_id: String(mark?.id), verdict: 'keep', by: amina })
    await takeStep(db, { article: id, step: 'approve', by: amina })
    expect(await db('approvals').where({ article_id: id }).pluck('person_id')).toEqual([amina.id])
  })

  test('a mark to check waits for a person first', async () => {
    const id = await inReview(db, ada)
    const [mark] = await marksOf(db, id)
    await decideMark(db, { article_id: id, mark_id: String(mark?.id), verdict: 'check', by: ada })
    await expect(takeStep(db, { article: id, step: 'approve', by: amina })).rejects.toThrow('One mark is still to check')
  })

  test('whoever works alone without four eyes approves their own', async () => {
    await switchFourEyes(db, false)
    const id = await inReview(db, solo)
    await takeStep(db, { article: id, step: 'approve', by: solo })
    await takeStep(db, { article: id, step: 'publish', by: solo })
    await switchFourEyes(db, true)
    expect((await rowOf(db, id)).publication).toBe('live')
  })
})

describe('publish', () => {
  test('what was approved goes live as a frozen clean copy', async () => {
    const id = await live(db, { by: ada, approver: amina, publisher: grace })
    const row = await rowOf(db, id)
    expect(row).toMatchObject({ stage: 'published', publication: 'live' })
    const release = await db('releases').where({ id: row.live_release_id }).first()
    expect(release).toMatchObject({
      clean_copy: cleanFerryText,
      content_sha256: row.head_sha256,
      published_by: grace.id,
      number: 1,
      unreviewed: false,
    })
    expect(await db('export_log').where({ article_id: id })).toMatchObject([{ release_id: row.live_release_id, change: 'published' }])
    expect(await saysOf(db, id)).toEqual(['imported', 'submitted', 'approved', 'published'])
  })

  test('not without an approval', async () => {
    const id = await inReview(db, ada)
    await expect(takeStep(db, { article: id, step: 'publish', by: grace })).rejects.toThrow('This very text is not approved yet.')
    expect((await rowOf(db, id)).publication).toBe('none')
  })

  test.each([
    [
      'a verdict',
      async (id: string) => decideMark(db, { article_id: id, mark_id: String((await marksOf(db, id))[0]?.id), verdict: 'keep', by: ada }),
    ],
    [
      'an edit',
      async (id: string) =>
        editParagraph(db, {
          article_id: id,
          paragraph_id: '1-1',
          text: 'Other words.',
          lock_version: (await rowOf(db, id)).lock_version,
          by: ada,
        }),
    ],
    [
      'another title',
      async (id: string) =>
        editDetails(db, { article_id: id, details: { title: 'Ferry back' }, lock_version: (await rowOf(db, id)).lock_version, by: ada }),
    ],
  ])('%s after the approval makes it stale', async (_, change) => {
    const id = await inReview(db, ada)
    await takeStep(db, { article: id, step: 'approve', by: amina })
    await change(id)
    await expect(takeStep(db, { article: id, step: 'publish', by: grace })).rejects.toThrow('This very text is not approved yet.')
  })

  test('an approval does not outlast the submission it was given in', async () => {
    const id = await inReview(db, ada)
    await takeStep(db, { article: id, step: 'approve', by: amina })
    await takeStep(db, { article: id, step: 'recall', by: ada })
    await takeStep(db, { article: id, step: 'submit', by: ada })
    await expect(takeStep(db, { article: id, step: 'publish', by: grace })).rejects.toThrow('not approved yet')
  })

  test('whoever approved and then changed a word there and back no longer counts', async () => {
    const id = await inReview(db, ada)
    await takeStep(db, { article: id, step: 'approve', by: amina })
    const edit = async (text: string) =>
      editParagraph(db, { article_id: id, paragraph_id: '1-4', text, lock_version: (await rowOf(db, id)).lock_version, by: amina })
    await edit('A Louder Crossing')
    await edit('A Quieter Crossing')
    await expect(takeStep(db, { article: id, step: 'publish', by: grace })).rejects.toThrow('not approved yet')
  })

  test('the approval of someone who may no longer approve does not count', async () => {
    const id = await inReview(db, ada)
    await takeStep(db, { article: id, step: 'approve', by: amina })
    for (const [gone, back] of [
      [{ disabled_at: new Date() }, { disabled_at: null }],
      [{ roles: ['viewer'] }, { roles: amina.roles }],
    ] as const) {
      await db('people').where({ id: amina.id }).update(gone)
      await expect(takeStep(db, { article: id, step: 'publish', by: grace })).rejects.toThrow('not approved yet')
      await db('people').where({ id: amina.id }).update(back)
    }
    await takeStep(db, { article: id, step: 'publish', by: grace })
  })

  test('approve and publish are both steps or none, with two events', async () => {
    const id = await inReview(db, ada)
    await approveAndPublish(db, { article: id, by: grace })
    expect(await saysOf(db, id)).toEqual(['imported', 'submitted', 'approved', 'published'])
    const stale = await inReview(db, ada)
    await expect(approveAndPublish(db, { article: stale, by: grace, lock_version: 1 })).rejects.toThrow(Stale)
    const blocked = await inReview(db, ada)
    await db('policy').update({ approvals_needed: 2 })
    await expect(approveAndPublish(db, { article: blocked, by: grace })).rejects.toThrow('not approved yet')
    await db('policy').update({ approvals_needed: 1 })
    expect(await db('approvals').where({ article_id: blocked })).toEqual([])
  })

  test('ten at once publish it once', async () => {
    const id = await inReview(db, ada)
    await takeStep(db, { article: id, step: 'approve', by: amina })
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => takeStep(db, { article: id, step: 'publish', by: grace })))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await db('releases').where({ article_id: id })).toHaveLength(1)
  })

  test('export numbers have the order of the commits, without a gap', async () => {
    await Promise.all(Array.from({ length: 5 }, () => live(db, { by: ada, approver: amina, publisher: grace })))
    const numbers = await db('export_log').orderBy('number').pluck('number')
    expect(numbers).toEqual(numbers.map((_: string, index: number) => String(index + 1)))
  })
})

describe('after publication', () => {
  test('a live article is opened for changes, and readers keep the live version', async () => {
    const id = await live(db, { by: ada, approver: amina, publisher: grace })
    await takeStep(db, { article: id, step: 'revise', by: ada })
    const { live_release_id } = await rowOf(db, id)
    await editParagraph(db, {
      article_id: id,
      paragraph_id: '1-1',
      text: 'Other words.',
      lock_version: (await rowOf(db, id)).lock_version,
      by: ada,
    })
    expect(await rowOf(db, id)).toMatchObject({ stage: 'draft', publication: 'live', live_release_id })
  })

  test('discarding brings back the very text that readers see, verdicts and all', async () => {
    const id = await live(db, { by: ada, approver: amina, publisher: grace })
    const before = await rowOf(db, id)
    const marksBefore = await marksOf(db, id)
    await takeStep(db, { article: id, step: 'revise', by: ada })
    await editDetails(db, { article_id: id, details: { language: 'ar' }, lock_version: (await rowOf(db, id)).lock_version, by: ada })
    const [mark] = await marksOf(db, id)
    await decideMark(db, { article_id: id, mark_id: String(mark?.id), verdict: 'keep', by: ada })
    await editParagraph(db, {
      article_id: id,
      paragraph_id: '1-1',
      text: 'Other words.',
      lock_version: (await rowOf(db, id)).lock_version,
      by: ada,
    })
    await takeStep(db, { article: id, step: 'discard-changes', by: ada })
    const after = await rowOf(db, id)
    const { head_sha256, cuts, language, direction } = before
    expect(after).toMatchObject({ stage: 'published', publication: 'live', head_sha256, cuts, language, direction })
    expect(await marksOf(db, id)).toEqual(marksBefore.map((was) => ({ ...was, id: expect.any(String) })))
  })

  test('a new tag on the live version does not make anybody forget who cut words by hand', async () => {
    const id = await live(db, { by: ada, approver: amina, publisher: grace })
    const published = await db('releases').where({ article_id: id }).first('published_at', 'published_by')
    await takeStep(db, { article: id, step: 'revise', by: ada })
    await takeStep(db, { article: id, step: 'submit', by: ada })
    const text = 'Engineers said the vessel now burns a third less fuel ⟦and crosses in near silence⟧.'
    const { lock_version } = await rowOf(db, id)
    await editParagraph(db, { article_id: id, paragraph_id: '1-2', text, lock_version, by: amina })
    await tagArticle(db, { article_id: id, name: 'ferries', by: ada })
    await expect(takeStep(db, { article: id, step: 'approve', by: amina })).rejects.toThrow('four-eyes')
    expect(await db('releases').where({ article_id: id, number: 2 }).first('published_at', 'published_by')).toEqual(published)
  })

  test('withdrawing needs a reason, leaves the release, and takes an export number', async () => {
    const id = await live(db, { by: ada, approver: amina, publisher: grace })
    await expect(takeStep(db, { article: id, step: 'withdraw', by: grace })).rejects.toThrow('Why is it withdrawn?')
    await takeStep(db, { article: id, step: 'withdraw', by: grace, comment: 'The yard disputes the figure.' })
    expect(await rowOf(db, id)).toMatchObject({ stage: 'published', publication: 'withdrawn' })
    expect(await db('export_log').where({ article_id: id }).orderBy('number').pluck('change')).toEqual(['published', 'withdrawn'])
  })

  test('only an editor revises, only a publisher withdraws', async () => {
    const id = await live(db, { by: ada, approver: amina, publisher: grace })
    for (const by of [root, vera, tomas, amina]) {
      await expect(takeStep(db, { article: id, step: 'revise', by })).rejects.toThrow(Forbidden)
      await expect(takeStep(db, { article: id, step: 'withdraw', by, comment: 'x' })).rejects.toThrow(Forbidden)
    }
  })
})

describe('reinstate', () => {
  const withdrawn = async () => {
    const id = await live(db, { by: ada, approver: amina, publisher: grace })
    await takeStep(db, { article: id, step: 'withdraw', by: grace, comment: 'The yard disputes the figure.' })
    return id
  }

  test('readers get the very copy again, frozen anew with the tags of now, under a number of its own', async () => {
    const id = await withdrawn()
    const before = await db('releases').where({ article_id: id }).first()
    await tagArticle(db, { article_id: id, name: 'ferries', by: ada })
    await takeStep(db, { article: id, step: 'reinstate', by: grace, comment: 'The yard agrees now.' })
    const row = await rowOf(db, id)
    expect(row).toMatchObject({ stage: 'published', publication: 'live' })
    const release = await db('releases').where({ id: row.live_release_id }).first()
    expect(release).toMatchObject({
      number: 2,
      clean_copy: before.clean_copy,
      content_sha256: before.content_sha256,
      published_by: grace.id,
    })
    expect([release.published_at, release.tags.map(({ slug }: { slug: string }) => slug)]).toEqual([before.published_at, ['ferries']])
    const log = await db('export_log').where({ article_id: id }).orderBy('number').select('change', 'release_id')
    expect(log.map(({ change }) => change)).toEqual(['published', 'withdrawn', 'reinstated'])
    expect(log.at(-1).release_id).toBe(row.live_release_id)
    expect((await saysOf(db, id)).at(-1)).toBe('reinstated')
  })

  test('what was being changed meanwhile stays as it is: only the released copy goes live', async () => {
    const id = await withdrawn()
    await takeStep(db, { article: id, step: 'revise', by: ada })
    const { lock_version } = await rowOf(db, id)
    await editParagraph(db, { article_id: id, paragraph_id: '1-1', text: 'Other words.', lock_version, by: ada })
    await takeStep(db, { article: id, step: 'reinstate', by: grace, comment: 'The yard agrees now.' })
    const { live_release_id, stage } = await rowOf(db, id)
    const release = await db('releases').where({ id: live_release_id }).first('clean_copy')
    expect([stage, release.clean_copy]).toEqual(['draft', cleanFerryText])
  })

  test('a reason is required, only a publisher may, and only what was withdrawn', async () => {
    const id = await withdrawn()
    await expect(takeStep(db, { article: id, step: 'reinstate', by: grace, comment: ' ' })).rejects.toThrow('Why is it reinstated?')
    for (const by of [root, vera, tomas, ada, amina])
      await expect(takeStep(db, { article: id, step: 'reinstate', by, comment: 'x' })).rejects.toThrow(Forbidden)
    const seen = await live(db, { by: ada, approver: amina, publisher: grace })
    await expect(takeStep(db, { article: seen, step: 'reinstate', by: grace, comment: 'x' })).rejects.toThrow(Conflict)
    expect((await rowOf(db, id)).publication).toBe('withdrawn')
  })

  test('ten at once reinstate it once', async () => {
    const id = await withdrawn()
    const ask = () => takeStep(db, { article: id, step: 'reinstate', by: grace, comment: 'The yard agrees now.' })
    const tries = await Promise.allSettled(Array.from({ length: 10 }, ask))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await db('releases').where({ article_id: id })).toHaveLength(2)
  })
})

describe('spike and unspike', () => {
  test('what is set aside is taken up again where it stood', async () => {
    const draft = await imported(db)
    const waiting = await inReview(db, ada)
    for (const id of [draft, waiting]) {
      await takeStep(db, { article: id, step: 'spike', by: ada })
      expect(await rowOf(db, id)).toMatchObject({ stage: 'spiked', publication: 'none' })
      await takeStep(db, { article: id, step: 'unspike', by: ada })
    }
    expect([(await rowOf(db, draft)).stage, (await rowOf(db, waiting)).stage]).toEqual(['draft', 'review'])
    expect(await rowOf(db, waiting)).toMatchObject({ spiked_from: null, submitted_by: ada.id })
    expect(await saysOf(db, waiting)).toEqual(['imported', 'submitted', 'spiked', 'unspiked'])
    const told = await db('events')
      .where({ stream: `article:${waiting}`, says: 'unspiked' })
      .first('details')
    expect(told.details).toMatchObject({ to: 'review' })
  })

  test('what is set aside cannot be changed or published', async () => {
    const id = await inReview(db, ada)
    await takeStep(db, { article: id, step: 'approve', by: amina })
    await takeStep(db, { article: id, step: 'spike', by: ada })
    await expect(takeStep(db, { article: id, step: 'publish', by: grace })).rejects.toThrow(Conflict)
    const { lock_version } = await rowOf(db, id)
    const edit = editParagraph(db, { article_id: id, paragraph_id: '1-1', text: 'Other words.', lock_version, by: ada })
    await expect(edit).rejects.toThrow(Conflict)
  })

  test('only an editor may, and never what readers see or saw', async () => {
    const id = await imported(db)
    for (const by of [root, vera, tomas, amina, grace]) {
      await expect(takeStep(db, { article: id, step: 'spike', by })).rejects.toThrow(Forbidden)
      await expect(takeStep(db, { article: id, step: 'unspike', by })).rejects.toThrow(Forbidden)
    }
    const seen = await live(db, { by: ada, approver: amina, publisher: grace })
    await takeStep(db, { article: seen, step: 'revise', by: ada })
    await expect(takeStep(db, { article: seen, step: 'spike', by: ada })).rejects.toThrow(Conflict)
    expect((await saysOf(db, seen)).includes('spiked')).toBe(false)
  })
})

test('a step on an older version is refused, and nothing happens', async () => {
  const id = await inReview(db, ada)
  const seen = await rowOf(db, id)
  await decideMark(db, { article_id: id, mark_id: String((await marksOf(db, id))[0]?.id), verdict: 'keep', by: ada })
  const asked = { article: id, step: 'approve' as const, by: amina }
  await expect(takeStep(db, { ...asked, lock_version: seen.lock_version })).rejects.toThrow(Stale)
  await expect(takeStep(db, { ...asked, content_sha256: seen.head_sha256.toString('hex') })).rejects.toThrow(Stale)
  expect(await db('approvals').where({ article_id: id })).toEqual([])
})
