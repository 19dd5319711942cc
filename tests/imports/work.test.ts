import { setTimeout as wait } from 'node:timers/promises'
import { beginImport } from '../../server/imports/begin-import.ts'
import { carryOnImport } from '../../server/imports/carry-on-import.ts'
import { spoolUpload } from '../../server/imports/spool-upload.ts'
import { startIn } from '../../server/imports/start-import.ts'
import { startWorker } from '../../server/worker.ts'
import { ada, openSite, quiet, type Site, vera } from '../cast.ts'
import { itemsOf, lines, plan, run, story, unexpected } from './bring.ts'

let site: Site
beforeEach(async () => {
  site = await openSite()
})
afterEach(() => site.close())

const many = (name: string, count: number) =>
  lines(...Array.from({ length: count }, (_, n) => ({ title: `${name} ${n}`, text: story(`${name} ${n}`) })))

test('files that came in wait for a worker, and are planned and run as soon as there is one', async () => {
  const form = new FormData()
  for (const [name, value] of Object.entries({ source: 'Tarn Bay Courier', landing: 'draft' })) form.set(name, value)
  form.append('files', new Blob([many('ferry', 3)]), 'a.jsonl')
  const address = (await site.as(ada).upload('/imports', form)).headers.get('location') ?? ''
  expect((await site.as(ada).get(address)).text).toMatch(/Being read:[\s\S]*0 items read/)
  expect((await site.as(ada).post(`${address}/run`)).text).toContain('This import is still being planned.')

  const worker = await startWorker(site.db, { log: quiet, queue: site.queue })
  expect(await told(address)).toMatch(/event: over\ndata: "planned"\n\n$/)
  expect((await site.as(ada).get(address)).text).toContain('This is the plan: 3 to be created.')
  await site.as(ada).post(`${address}/run`)
  expect(await told(address)).toMatch(/event: over\ndata: "finished"\n\n$/)
  await worker.stop()
})

test('a job is there when what it is for is there, and not otherwise', async () => {
  const wished = { source: { name: 'Tarn Bay Courier' }, landing: 'draft', names_identify: false, by: ada, queue: site.queue } as const
  const gone = '01900000-0000-7000-8000-000000000000'
  await expect(beginImport(site.db, { ...wished, uploads: [gone] })).rejects.toThrow('Some of the files are no longer kept.')
  expect(await jobs()).toEqual([])
  const { id: upload } = await spoolUpload(site.db, 'a.txt', bytesOf(story('kiln')))
  const { id } = await beginImport(site.db, { ...wished, uploads: [upload] })
  expect(await jobs()).toEqual([{ name: 'carry-on-import', data: { import_id: id } }])
})

test('a run that is cancelled keeps what is in, starts no more, and says how much that is', async () => {
  const items = 3_000
  const id = await plan(site.db, { 'a.jsonl': many('boat', items) })
  await startIn(site.db, { import_id: id, by: ada })
  const work = carryOnImport(site.db, { import_id: id, fault: unexpected, signal: AbortSignal.any([]) })
  while ((await itemsOf(site.db, id)).filter(({ outcome }) => outcome).length < 5) await wait(20)
  expect((await site.as(vera).post(`/imports/${id}/cancel`)).status).toBe(403)
  expect((await site.as(ada).post(`/imports/${id}/cancel`)).status).toBe(303)
  await work
  const done = (await itemsOf(site.db, id)).filter(({ outcome }) => outcome !== null)
  expect(done.length).toBeLessThan(items)
  expect(Number((await site.db('articles').count('* as n').first())?.['n'])).toBe(done.length)
  const page = await site.as(ada).get(`/imports/${id}`)
  expect(page.text).toContain(
    `Ada Lovell cancelled it: what is in stays. ${(items - done.length).toLocaleString('en')} items were not started.`,
  )
  expect(page.text).toContain(`Created ${done.length.toLocaleString('en')}`)
  expect((await site.as(ada).get(`/imports/${id}?from=${items - 99}`)).text).toContain('Not started')
  expect((await site.as(ada).post(`/imports/${id}/cancel`)).status).toBe(409)
  expect(await says(id)).toEqual(['began an import', 'planned an import', 'ran an import', 'cancelled an import'])
})

test('a plan that is cancelled stores nothing', async () => {
  const { id: upload } = await spoolUpload(site.db, 'a.jsonl', bytesOf(many('kiln', 3)))
  const wished = { source: { name: 'Tarn Bay Courier' }, landing: 'draft', names_identify: false, by: ada, queue: site.queue } as const
  const { id } = await beginImport(site.db, { ...wished, uploads: [upload] })
  await site.as(ada).post(`/imports/${id}/cancel`)
  await carryOnImport(site.db, { import_id: id, fault: unexpected, signal: AbortSignal.any([]) })
  expect(await itemsOf(site.db, id)).toEqual([])
  expect((await site.as(ada).get(`/imports/${id}`)).text).toContain('Ada Lovell cancelled it. Nothing of it was stored.')
})

test('an error of ours ends the import with a sentence, and is told', async () => {
  const id = await plan(site.db, { 'a.txt': story('owl') })
  await startIn(site.db, { import_id: id, by: ada })
  await site
    .db('import_items')
    .insert({ ...(await site.db('import_items').where({ import_id: id }).first()), ordinal: 2, first_marks: '[]' })
  const faults: unknown[] = []
  await carryOnImport(site.db, { import_id: id, fault: (error) => faults.push(error), signal: AbortSignal.any([]) })
  expect(String(faults[0])).toContain('still has 1 items that were not reached')
  expect((await site.as(ada).get(`/imports/${id}`)).text).toContain('An error of Cleancopy itself stopped this import.')
})

test('whoever may not read imports hears nothing of their progress, and an import that is over says so at once', async () => {
  const id = await plan(site.db, { 'a.txt': story('owl') })
  expect((await site.visitor().get(`/imports/${id}/progress`)).status).toBe(303)
  await run(site.db, id)
  expect(await told(`/imports/${id}`)).toBe('event: over\ndata: "finished"\n\n')
})

/** All that the server says about an import until it is done. */
async function told(address: string): Promise<string> {
  return (await site.as(ada).get(`${address}/progress`)).text
}

async function jobs(): Promise<{ name: string; data: unknown }[]> {
  return site.db('pgboss.job').select('name', 'data').orderBy('created_on')
}

async function says(id: string): Promise<string[]> {
  return site
    .db('events')
    .where({ stream: `import:${id}` })
    .orderBy('number')
    .pluck('says')
}

async function* bytesOf(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text)
}
