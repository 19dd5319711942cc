import fc from 'fast-check'
import { findOrMakeSource } from '../../server/sources/make-source.ts'
import { cast } from '../cast.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'
import { bring, lines, story } from './bring.ts'

let house: FreshDatabase
beforeAll(async () => {
  house = await freshDatabase()
  await cast(house.db)
  for (const name of ['Tarn Bay Courier', 'Ridge Post']) await house.db.transaction((tx) => findOrMakeSource(tx, { name, by: null }))
})
afterAll(() => house.drop())

const few = <T>(...some: T[]) => fc.option(fc.constantFrom(...some), { nil: undefined })

// Few values, so that records meet in every way: by id, by address, by text, here and elsewhere.
const record = fc.record({
  text: fc.constantFrom('bell', 'mill', 'kiln', 'BELL'),
  external_id: few('1', '2'),
  url: few('https://example.org/a', 'http://example.org/a?utm_source=x', 'https://example.org/b'),
  source: few('Tarn Bay Courier', 'Ridge Post', 'Nobody'),
  byline: few('A', 'B'),
})
const upload = fc.array(record, { minLength: 1, maxLength: 6 })

test('the report is what was planned, item by item; and the same again is all unchanged', async () => {
  let archive = 0
  await fc.assert(
    fc.asyncProperty(fc.array(upload, { minLength: 1, maxLength: 3 }), async (uploads) => {
      const here = `archive ${archive++}`
      for (const records of uploads) {
        const file = { 'a.jsonl': lines(...records.map((one) => of(here, one))) }
        const report = await bring(house.db, file)
        expect(report.map(({ outcome }) => outcome)).toEqual(report.map(({ planned }) => planned))
        for (const { planned_article_id, article_id, outcome } of report) {
          if (planned_article_id) expect(article_id).toBe(planned_article_id)
          if (outcome !== 'failed') expect(article_id).not.toBeNull()
        }
        const again = await bring(house.db, file)
        expect(again.map(({ planned }) => planned)).toEqual(again.map(({ outcome }) => outcome))
        expect(new Set(again.map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']))
      }
    }),
    { numRuns: 15 },
  )
}, 120_000)

function of(
  archive: string,
  { text, external_id, url, ...others }: { text: string; external_id?: string | undefined; url?: string | undefined },
) {
  const own = {
    ...(external_id ? { external_id: `${archive} ${external_id}` } : {}),
    ...(url ? { url: url.replace('.org', `.org/${archive.replace(' ', '-')}`) } : {}),
  }
  return { text: story(`${text} of ${archive}`), ...own, ...others }
}
