import { readFileSync } from 'node:fs'
import { moreArticles, moreSources } from '../../seeds/demo-articles.ts'
import { openNewsroom } from '../../seeds/newsroom.ts'
import { articles, sources } from '../../seeds/seeds.ts'
import { markLines } from '../../server/cleaning/clean.ts'
import { signIn } from '../../server/sign-in/sign-in.ts'
import type { Person } from '../../server/users/permissions.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'

const password = 'a lighthouse without a keeper'
let house: FreshDatabase
let people: Person[]
beforeAll(async () => {
  house = await freshDatabase()
  people = await openNewsroom(house.db, password)
}, 60_000)
afterAll(() => house.drop())

test('sixteen articles in five languages stand in every state in which one can be', async () => {
  const all = await house.db('articles').select('stage', 'publication', 'language', 'title_confirmed', 'returned_sha256')
  expect(all).toHaveLength(16)
  expect(new Set(all.map(({ language }) => language))).toEqual(new Set(['en', 'fr', 'ar', 'es', 'sw']))
  const states = ['draft none', 'review none', 'published live', 'draft live', 'review live', 'published withdrawn']
  expect(new Set(all.map(({ stage, publication }) => `${stage} ${publication}`))).toEqual(new Set(states))
  expect(await house.db('articles').whereNotNull('claimed_by')).toHaveLength(1)
  expect(await house.db('articles').whereNotNull('correction')).toHaveLength(1)
  expect(all.filter(({ title_confirmed }) => !title_confirmed)).toHaveLength(1)
  expect(all.filter(({ returned_sha256 }) => returned_sha256 !== null)).toHaveLength(1)
  expect(
    await house.db('approvals').join('articles', 'articles.id', 'article_id').where({ stage: 'review', publication: 'none' }),
  ).toHaveLength(1)
})

test('everyone signs in with the one password, and four-eyes is on', async () => {
  expect(people.length).toBeGreaterThanOrEqual(5)
  for (const { email } of people)
    expect(await signIn(house.db, { email, password, address: '192.0.2.1' })).toMatchObject({ person: { email } })
  expect(await house.db('policy').first('four_eyes')).toEqual({ four_eyes: true })
})

test('one source ends every article with the same lines', () => {
  const [offender = { name: '' }] = moreSources
  const ends = moreArticles.filter(({ source }) => source === offender.name).map(({ file }) => linesOf(file).slice(-2).join('\n'))
  expect(ends.length).toBeGreaterThanOrEqual(4)
  expect(new Set(ends).size).toBe(1)
})

test('the engine finds in them what a publisher put in between, and nothing else', () => {
  const promotional =
    /^(Lea también|Te puede interesar|Síguenos|Suscríbete|Soma Pia|Tufuate|Read more|Follow our|À lire aussi|Suivez-nous|اقرأ أيضًا|تابعونا)/
  for (const { file, language } of moreArticles) {
    const lines = linesOf(file)
    const found = markLines(lines, { language }).map(({ line, start, end }) => lines[line]?.slice(start, end))
    expect([file, found]).toEqual([file, lines.filter((line) => promotional.test(line))])
  }
})

test('every source of an article is among the sources, and no file is there twice', () => {
  const all = [...articles, ...moreArticles]
  const known = [...sources, ...moreSources].map(({ name }) => name)
  expect(all.filter(({ source }) => !known.includes(source))).toEqual([])
  expect(new Set(all.map(({ file }) => file)).size).toBe(16)
})

function linesOf(file: string): string[] {
  return readFileSync(new URL(`../../seeds/articles/${file}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
}
