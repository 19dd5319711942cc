import { takeStep } from '../../server/articles/take-step.ts'
import type { Person } from '../../server/users/permissions.ts'
import { ada, amina, cast, everyone, grace, type Someone, solo, someoneAt } from '../cast.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'
import { endPrograms, startProgram } from '../db/program.ts'
import { inReview, rowOf, saysOf, switchFourEyes } from './story.ts'

let house: FreshDatabase
let db: FreshDatabase['db']
let addresses: string[]

beforeAll(async () => {
  house = await freshDatabase({ pool: 4 })
  db = house.db
  await cast(db, [...everyone, solo])
  await switchFourEyes(db, true)
  const web = () => startProgram({ DATABASE_URL: house.url, DATA: '/nowhere' }, { part: ['web'] }).address
  addresses = await Promise.all([web(), web()])
}, 60_000)
afterAll(async () => {
  await endPrograms()
  await house.drop()
})

const known = new Map<string, Someone>()
/** Somebody who is signed in at one of the two houses. */
async function at(n: number, person: Person): Promise<Someone> {
  const address = String(addresses[n % 2])
  const key = `${address} ${person.id}`
  const someone = known.get(key) ?? someoneAt(address, person)
  known.set(key, someone)
  await someone.get('/account')
  return someone
}

async function seen(id: string) {
  const { lock_version, head_sha256, head_revision_id } = await rowOf(db, id)
  return { lock_version: String(lock_version), content_sha256: head_sha256.toString('hex'), revision: head_revision_id }
}

type Asking = { what: string; ask: () => Promise<number> }

async function asking(what: string, n: number, person: Person, path: string, fields: Record<string, string>): Promise<Asking> {
  const someone = await at(n, person)
  return { what, ask: async () => (await someone.post(path, fields)).status }
}

const tenOf = async (make: () => Promise<string>) => {
  const ids: string[] = []
  for (let n = 0; n < 10; n++) ids.push(await make())
  return ids
}
const approved = async () => {
  const id = await inReview(db, ada)
  await takeStep(db, { article: id, step: 'approve', by: amina })
  return id
}

test('two hundred at once in two processes: each thing is done once, and whoever was slower hears 409', async () => {
  const [toApprove, toPublish] = [await tenOf(() => inReview(db, ada)), await tenOf(approved)]
  const [toSave, toClaim] = [await tenOf(() => inReview(db, ada)), await tenOf(() => inReview(db, ada))]
  const all: Asking[] = []
  for (let n = 0; n < 5; n++) {
    for (const id of toApprove) all.push(await asking(`approve ${id}`, n, amina, `/articles/${id}/steps/approve`, await seen(id)))
    for (const id of toPublish) all.push(await asking(`publish ${id}`, n, grace, `/articles/${id}/steps/publish`, await seen(id)))
    for (const id of toSave) {
      const { lock_version } = await seen(id)
      all.push(await asking(`save ${id}`, n, ada, `/articles/${id}/text`, { lock_version, text: `The ferry, as told the ${n}th time.` }))
    }
    for (const id of toClaim) all.push(await asking(`claim ${id}`, n, n % 3 ? amina : grace, `/articles/${id}/steps/claim`, await seen(id)))
  }
  expect(all).toHaveLength(200)
  const answers = await Promise.all(all.map(async ({ what, ask }) => ({ what, status: await ask() })))
  for (const [what, own] of Map.groupBy(answers, ({ what }) => what))
    expect([what, own.map(({ status }) => status).sort()]).toEqual([what, [303, 409, 409, 409, 409]])
  const once = async (ids: string[], says: string) => {
    for (const id of ids) expect((await saysOf(db, id)).filter((said) => said === says)).toEqual([says])
  }
  await once(toApprove, 'approved')
  await once(toPublish, 'published')
  await once(toSave, 'edited the text')
  await once(toClaim, 'claimed')
  for (const id of toPublish) expect(await db('releases').where({ article_id: id })).toHaveLength(1)
  for (const id of toSave) expect(await db('revisions').where({ article_id: id })).toHaveLength(2)
  const numbers = await db('export_log').orderBy('number').pluck('number')
  expect(numbers).toEqual(numbers.map((_: string, index: number) => String(index + 1)))
}, 120_000)

test('when all of it hits one article, what goes live is what was approved, and nothing is done on an older text', async () => {
  for (let round = 0; round < 5; round++) {
    const id = await approved()
    const fields = await seen(id)
    const all: Asking[] = []
    for (let n = 0; n < 10; n++) {
      all.push(await asking('publish', n, grace, `/articles/${id}/steps/publish`, fields))
      all.push(await asking('approve', n, solo, `/articles/${id}/steps/approve`, fields))
      all.push(await asking('save', n, ada, `/articles/${id}/text`, { lock_version: fields.lock_version, text: `Another text ${n}.` }))
      all.push(await asking('claim', n, amina, `/articles/${id}/steps/claim`, fields))
    }
    const answers = await Promise.all(all.map(async ({ what, ask }) => ({ what, status: await ask() })))
    expect(answers.filter(({ status }) => status !== 303 && status !== 409)).toEqual([])
    const won = answers.filter(({ status }) => status === 303).map(({ what }) => what)
    for (const what of ['publish', 'approve', 'save', 'claim']) expect(won.filter((one) => one === what).length).toBeLessThanOrEqual(1)
    // The first of these makes the page of the others an old one.
    expect(won.filter((one) => one !== 'claim')).toHaveLength(1)
    const { publication, live_release_id } = await rowOf(db, id)
    expect(publication).toBe(won.includes('publish') ? 'live' : 'none')
    const release = live_release_id ? await db('releases').where({ id: live_release_id }).first('content_sha256') : null
    if (release) expect(release.content_sha256.toString('hex')).toBe(fields.content_sha256)
  }
}, 120_000)
