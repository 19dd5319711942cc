import { randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import pg from 'pg'
import { connect, type Db } from '../db/connect.ts'

export type FreshDatabase = { db: Knex; url: string; drop(): Promise<void> }

/** A migrated, empty database of one's own, cloned in a moment; the server behind it starts when the first test of a run asks. */
export async function freshDatabase({ pool = 10 }: { pool?: number } = {}): Promise<FreshDatabase> {
  const { server, template } = await cluster()
  const name = template.replace('template', randomBytes(6).toString('hex'))
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${template}`)
  const url = databaseAt(server, name)
  const db = connect(url, { pool })
  const drop = async () => {
    await db.destroy()
    await dropped(server, name)
  }
  return { db, url, drop }
}

// The server's own cleaner may be at work in it, whom nobody but the server may send away.
async function dropped(server: string, name: string, tries = 20): Promise<void> {
  try {
    await onServer(server, `DROP DATABASE ${name} WITH (FORCE)`)
  } catch (error) {
    if (tries === 0) throw error
    await new Promise((done) => setTimeout(done, 250))
    await dropped(server, name, tries - 1)
  }
}

/** Runs one test's story in a transaction that leaves no trace. */
export async function rolledBack(db: Knex, story: (tx: Db) => Promise<void>): Promise<void> {
  const tx = await db.transaction()
  try {
    await story(tx)
  } finally {
    await tx.rollback()
  }
}

/** Says one thing to a server, on a connection of its own. */
export async function onServer(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(sql)
  } finally {
    await client.end()
  }
}

export function databaseAt(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}

async function cluster(): Promise<{ server: string; template: string }> {
  const { TEST_CLUSTER = '' } = process.env
  const answer = await fetch(TEST_CLUSTER)
  if (!answer.ok) throw new Error(await answer.text())
  return (await answer.json()) as { server: string; template: string }
}
