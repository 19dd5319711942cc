import { setTimeout as wait } from 'node:timers/promises'
import { connect } from '../../db/connect.ts'
import { openEmbedded } from '../../db/embedded.ts'
import { ada, cast, someoneAt } from '../cast.ts'
import { removeFolder, temporaryFolder } from '../cluster.ts'
import { endPrograms, startProgram } from '../db/program.ts'
import { uploadedTo } from './newsdesk.ts'

/** Two houses and two workers on one database of its own. */
export async function pairAlone(articles: number) {
  const folder = await temporaryFolder()
  const { url, close } = await openEmbedded(folder, { safe: false })
  try {
    return await pair(url, articles)
  } finally {
    await close()
    await removeFolder(folder)
  }
}

/** Two houses and two workers on one database: one of each is killed while an import runs, and the rest goes on. */
export async function pair(url: string, articles: number) {
  try {
    const houses = [startProgram({ DATABASE_URL: url }, { part: ['web'] }), startProgram({ DATABASE_URL: url }, { part: ['web'] })] as const
    const workers = [
      startProgram({ DATABASE_URL: url }, { part: ['worker'] }),
      startProgram({ DATABASE_URL: url }, { part: ['worker'] }),
    ] as const
    const [first, second] = [await houses[0].address, await houses[1].address]
    const db = connect(url, { pool: 2 })
    await cast(db)
    const ids = [await uploadedTo(first, 'batch1', articles), await uploadedTo(second, 'batch2', articles)]
    for (const id of ids) {
      await until(async () => (await stateOf(db, id)) === 'planned')
      await someoneAt(second, ada).post(`/imports/${id}/run`)
    }
    await until(async () => (await doneOf(db)) > articles / 2)
    houses[0].child.kill('SIGKILL')
    workers[0].child.kill('SIGKILL')
    const page = await someoneAt(second, ada).get('/articles')
    const begun = performance.now()
    await until(async () => (await Promise.all(ids.map((id) => stateOf(db, id)))).every((state) => state === 'finished'))
    const count = { items: await doneOf(db), articles: Number((await db('articles').count('* as n').first())?.['n']) }
    await db.destroy()
    workers[1].child.kill('SIGTERM')
    return {
      page: page.status,
      count,
      secondsAfterTheKill: Math.round((performance.now() - begun) / 1000),
      workerEnd: (await workers[1].ended).code,
    }
  } finally {
    await endPrograms()
  }
}

async function stateOf(db: ReturnType<typeof connect>, id: string): Promise<string> {
  return (await db('imports').where({ id }).first('state')).state
}

async function doneOf(db: ReturnType<typeof connect>): Promise<number> {
  return Number((await db('import_items').where({ outcome: 'created' }).count('* as n').first())?.['n'])
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await wait(50)
}
