import type { Knex } from 'knex'
import { v7 as uuid } from 'uuid'
import type { Db } from '../../db/connect.ts'
import { mostTags } from '../../server/tags/tag.ts'
import { tagArticle } from '../../server/tags/tag-article.ts'
import { untagArticle } from '../../server/tags/untag-article.ts'
import { ada, cast, grace, tomas, vera } from '../cast.ts'
import { freshDatabase, rolledBack } from '../database.ts'
import { drafted, publishAgain, published, type Source, sourceNamed, withdraw } from '../exports/live.ts'

let db: Knex
let drop: () => Promise<void>
let courier: Source

beforeAll(async () => {
  const fresh = await freshDatabase()
  db = fresh.db
  drop = fresh.drop
  await cast(db)
  courier = await sourceNamed(db, 'Coast Courier')
})
afterAll(() => drop())

describe('tagging', () => {
  test('puts the tag on, makes it where it is new, and records it', () =>
    rolledBack(db, async (tx) => {
      const article_id = await drafted(tx, courier)
      await tagArticle(tx, { article_id, name: 'Port fees', by: tomas })
      expect(await tagsOf(tx, article_id)).toEqual(['Port fees'])
      expect(await eventsOf(tx, article_id)).toContainEqual({
        says: 'tagged',
        person_id: tomas.id,
        details: { tag: 'Port fees', tag_id: expect.any(String) },
      })
    }))

  test('knows another spelling of the same tag, and does nothing twice', () =>
    rolledBack(db, async (tx) => {
      const [one, two] = [await drafted(tx, courier), await drafted(tx, courier)]
      await tagArticle(tx, { article_id: one, name: 'Port fees', by: ada })
      await tagArticle(tx, { article_id: two, name: 'PORT FEES', by: ada })
      await tagArticle(tx, { article_id: two, name: 'port-fees', by: ada })
      expect(await tagsOf(tx, two)).toEqual(['Port fees'])
      expect((await eventsOf(tx, two)).filter(({ says }) => says === 'tagged')).toHaveLength(1)
    }))

  test('brings the article to the top of the list, and leaves its lock version to those who edit it', () =>
    rolledBack(db, async (tx) => {
      const article_id = await drafted(tx, courier)
      await tx('articles')
        .where({ id: article_id })
        .update({ updated_at: new Date('2026-01-01') })
      const before = await tx('articles').where({ id: article_id }).first()
      await tagArticle(tx, { article_id, name: 'ferries', by: ada })
      const after = await tx('articles').where({ id: article_id }).first()
      expect(after.updated_at > before.updated_at).toBe(true)
      expect({ ...after, updated_at: before.updated_at }).toEqual(before)
    }))

  test('refuses a viewer, an article that does not exist, and a tag too many', () =>
    rolledBack(db, async (tx) => {
      const article_id = await drafted(tx, courier)
      await expect(tagArticle(tx, { article_id, name: 'ferries', by: vera })).rejects.toMatchObject({ status: 403 })
      await expect(tagArticle(tx, { article_id: uuid(), name: 'ferries', by: ada })).rejects.toMatchObject({ status: 404 })
      for (let n = 0; n < mostTags; n += 1) await tagArticle(tx, { article_id, name: `tag ${n}`, by: ada })
      await expect(tagArticle(tx, { article_id, name: 'one more', by: ada })).rejects.toMatchObject({
        status: 422,
        message: 'An article carries at most 40 tags. Take one off first.',
      })
      expect(await tagsOf(tx, article_id)).toHaveLength(mostTags)
    }))
})

describe('tagging a live article', () => {
  test('makes a release that differs only in its tags, and takes an export number', () =>
    rolledBack(db, async (tx) => {
      const article_id = await published(tx, courier, { text: 'The ferry came back.\r\nIt is quieter.\r\n' })
      const before = await liveOf(tx, article_id)
      await tagArticle(tx, { article_id, name: 'ferries', by: grace })
      const after = await liveOf(tx, article_id)
      expect(after).toEqual({
        ...before,
        id: expect.any(String),
        number: before.number + 1,
        tags: [{ id: expect.any(String), name: 'ferries', slug: 'ferries' }],
      })
      expect(after.id).not.toBe(before.id)
      expect(await tx('export_log').where({ article_id }).orderBy('number').select('change', 'release_id')).toEqual([
        { change: 'published', release_id: before.id },
        { change: 'retagged', release_id: after.id },
      ])
    }))

  test('refuses an author, and leaves readers with what they had', () =>
    rolledBack(db, async (tx) => {
      const article_id = await published(tx, courier)
      await expect(tagArticle(tx, { article_id, name: 'ferries', by: tomas })).rejects.toThrow(
        'This article is live: its tags are changed by an editor or a publisher.',
      )
      expect((await liveOf(tx, article_id)).tags).toEqual([])
      expect(await tx('releases').where({ article_id })).toHaveLength(1)
    }))

  test('a withdrawn one gets its tag but no release', () =>
    rolledBack(db, async (tx) => {
      const article_id = await published(tx, courier)
      await withdraw(tx, article_id)
      await tagArticle(tx, { article_id, name: 'ferries', by: ada })
      expect(await tx('releases').where({ article_id })).toHaveLength(1)
      expect(await tx('articles').where({ id: article_id }).first('publication')).toEqual({ publication: 'withdrawn' })
    }))
})

describe('taking a tag off', () => {
  test('takes it off and records it; again changes nothing', () =>
    rolledBack(db, async (tx) => {
      const article_id = await drafted(tx, courier)
      const tag_id = await tagged(tx, article_id, 'ferries')
      await untagArticle(tx, { article_id, tag_id, by: tomas })
      await untagArticle(tx, { article_id, tag_id, by: tomas })
      expect(await tagsOf(tx, article_id)).toEqual([])
      const events = (await eventsOf(tx, article_id)).filter(({ says }) => says === 'untagged')
      expect(events).toEqual([{ says: 'untagged', person_id: tomas.id, details: { tag: 'ferries', tag_id } }])
    }))

  test('a live article gets a release without it, by an editor only', () =>
    rolledBack(db, async (tx) => {
      const article_id = await drafted(tx, courier)
      const tag_id = await tagged(tx, article_id, 'ferries')

      await publishAgain(tx, article_id)
      await expect(untagArticle(tx, { article_id, tag_id, by: tomas })).rejects.toMatchObject({ status: 403 })
      expect((await liveOf(tx, article_id)).tags).toHaveLength(1)
      await untagArticle(tx, { article_id, tag_id, by: ada })
      expect((await liveOf(tx, article_id)).tags).toEqual([])
    }))

  test('refuses a viewer', () =>
    rolledBack(db, async (tx) => {
      const article_id = await drafted(tx, courier)
      const tag_id = await tagged(tx, article_id, 'ferries')
      await expect(untagArticle(tx, { article_id, tag_id, by: vera })).rejects.toMatchObject({ status: 403 })
      expect(await tagsOf(tx, article_id)).toEqual(['ferries'])
    }))
})

async function tagged(tx: Db, article_id: string, name: string): Promise<string> {
  await tagArticle(tx, { article_id, name, by: ada })
  return (await tx('tags').where({ name }).first('id')).id
}

async function tagsOf(tx: Db, article_id: string): Promise<string[]> {
  return tx('article_tags').join('tags', 'tags.id', 'tag_id').where({ article_id }).orderBy('slug').pluck('name')
}

async function liveOf(tx: Db, article_id: string) {
  return tx('releases').join('articles', 'articles.live_release_id', 'releases.id').where({ article_id }).first('releases.*')
}

async function eventsOf(tx: Db, article_id: string): Promise<{ says: string; person_id: string; details: unknown }[]> {
  return tx('events')
    .where({ stream: `article:${article_id}` })
    .orderBy('number')
    .select('says', 'person_id', 'details')
}
