import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import type { Knex } from 'knex'
import { z } from 'zod'
import { backup } from '../db/backup.ts'
import type { Manifest } from '../db/backup-tables.ts'
import { CannotStart } from '../db/cannot-start.ts'
import { connect } from '../db/connect.ts'
import { openEmbedded } from '../db/embedded.ts'
import { findRunning } from '../db/embedded-running.ts'
import { migrate } from '../db/migrate.ts'
import { reach } from '../db/reach.ts'
import { restore } from '../db/restore.ts'
import { findHouseUrl } from './access/find-house-url.ts'
import { linkTo } from './access/link.ts'
import { verifiedInWords } from './audit/verified-in-words.ts'
import { verifyAudit } from './audit/verify-audit.ts'
import { type Environment, readConfig } from './config.ts'
import { Conflict, NotFound, Refusal } from './errors.ts'
import { addPerson, type NewPerson } from './users/add-person.ts'
import { invitePerson } from './users/invite-person.ts'
import { makeResetLink } from './users/make-reset-link.ts'
import { type Role, roles } from './users/permissions.ts'
import { Email, isGuessable, Name, Password } from './users/person.ts'
import { findPersonByEmail, listActivePeople } from './users/queries.ts'

type Run = (db: Knex, env: Environment, url: string) => Promise<void>
/** `reads` looks at the words after the command before any database is opened, and brings what is then to be done. */
type Command = { words: string[]; takes: string; does: string; reads(args: string[]): Run }

const commands: Command[] = [
  {
    words: ['user', 'add'],
    takes: '--name NAME --email EMAIL [--role ROLE]… [--password-stdin]',
    does: 'adds a person; prints the link by which they choose a password',
    reads: addUser,
  },
  { words: ['user', 'reset'], takes: 'EMAIL', does: 'prints a link by which a person chooses a new password', reads: resetUser },
  {
    words: ['seed'],
    takes: '[--large NUMBER]',
    does: 'imports and cleans the seed articles, or plants so many synthetic ones',
    reads: plantSeeds,
  },
  {
    words: ['audit', 'verify'],
    takes: '[CHECKPOINT]',
    does: 'walks every chain of events, names the first that was tampered with, and says what that proves; CHECKPOINT is one that you kept',
    reads: verifyEvents,
  },
  { words: ['backup'], takes: 'FILE', does: 'writes everything into a file, while Cleancopy runs or not', reads: backUp },
  { words: ['restore'], takes: 'FILE', does: 'fills an empty database from a backup', reads: bringBack },
]

/** Wrong use: told with exit code 2. */
class Misused extends Error {}

async function main(args: string[]): Promise<number> {
  if (args.length === 0 || args[0] === 'help' || args[0] === '--help') {
    console.log(usage())
    return args.length === 0 ? 2 : 0
  }
  const command = commands.find(({ words }) => words.every((word, i) => args[i] === word))
  if (!command) throw new Misused(`There is no command "${args.slice(0, 2).join(' ')}".\n${usage()}`)
  const run = command.reads(args.slice(command.words.length))
  const env = readConfig(process.env)
  const { db, url, close } = await openDatabase(env)
  await run(db, env, url).finally(close)
  return 0
}

function usage(): string {
  const lines = commands.map(({ words, takes, does }) => `  npm run cli -- ${[...words, takes].join(' ').trim()}\n      ${does}`)
  return `Use it like this:\n${lines.join('\n')}`
}

/** The database of DATABASE_URL, or the one that comes along: that of a running Cleancopy, or started for the moment. */
async function openDatabase(env: Environment): Promise<{ db: Knex; url: string; close: () => Promise<void> }> {
  const running = env.database_url ?? (await findRunning(env.data))
  const embedded = running ? null : await openEmbedded(env.data)
  const url = running ?? embedded?.url ?? ''
  const db = connect(url, { pool: 3 })
  const close = async () => {
    await db.destroy()
    await embedded?.close()
  }
  await reach(db, url)
    .then(() => migrate(db))
    .catch((error) => close().then(() => Promise.reject(error)))
  return { db, url, close }
}

const UserForm = z.object({
  name: Name,
  email: Email,
  roles: z.array(z.enum(roles, `A role is one of ${roles.join(', ')}.`)),
})

function addUser(args: string[]): Run {
  const options = {
    name: { type: 'string', default: '' },
    email: { type: 'string', default: '' },
    role: { type: 'string', multiple: true, default: [] as string[] },
    'password-stdin': { type: 'boolean', default: false },
  } as const
  const { name, email, role, 'password-stdin': withPassword } = parsed(args, options).values
  const form = fitting(UserForm, { name, email, roles: role })
  return async (db, env) => {
    const person = { ...form, roles: form.roles.length > 0 ? form.roles : await firstRoles(db) }
    if (withPassword) return await letIn(db, { ...person, password: await readPassword(person) })
    const { token } = await invitePerson(db, { ...person, by: null })
    console.log(linkTo(await findHouseUrl(db, env), 'invite', token))
  }
}

// The first one works alone, and so holds every role.
async function firstRoles(db: Knex): Promise<Role[]> {
  if ((await listActivePeople(db)).length > 0) throw new Misused(`Give at least one --role: ${roles.join(', ')}.`)
  return [...roles]
}

async function letIn(db: Knex, person: NewPerson): Promise<void> {
  await addPerson(db, person)
  console.log(`${person.name} can sign in as ${person.email}.`)
}

async function readPassword(person: { name: string; email: string }): Promise<string> {
  const password = fitting(Password, (await text(process.stdin)).replace(/\r?\n$/, ''))
  if (isGuessable(password, person)) throw new Misused('This password is their own name or address.')
  return password
}

function resetUser(args: string[]): Run {
  const [email] = parsed(args, {}).positionals
  if (!email) throw new Misused('Whose password? Say: npm run cli -- user reset EMAIL')
  return async (db, env) => {
    const person = await findPersonByEmail(db, email)
    if (!person) throw new NotFound(`Nobody here has the address ${email}.`)
    const { purpose, token } = await makeResetLink(db, { id: person.id, by: null })
    console.log(linkTo(await findHouseUrl(db, env), purpose, token))
  }
}

const largest = 2_000_000

function plantSeeds(args: string[]): Run {
  const { large } = parsed(args, { large: { type: 'string' } }).values
  if (large === undefined)
    return async (db) => {
      const { articles } = await (await import('../seeds/seed.ts')).seed(db)
      console.log(`The ${articles} seed articles are in, as drafts; those that were here already stay as they are.`)
    }
  const to = Number(large)
  if (!Number.isInteger(to) || to < 1 || to > largest) throw new Misused(`How many? Say: npm run seed:large -- 100000`)
  return async (db) => {
    const { seedLarge } = await import('../seeds/large.ts')
    await seedLarge(db, { to })
    console.log(`${to} synthetic articles are planted. A running Cleancopy indexes them for search by itself.`)
  }
}

function verifyEvents(args: string[]): Run {
  const [given, ...more] = parsed(args, {}).positionals
  const [, number = '', sha256 = ''] = /^(\d{1,9}):([0-9a-f]{64})$/.exec(given ?? '') ?? []
  if (more.length > 0 || (given && !sha256)) throw new Misused('A checkpoint that you kept is its number, a colon and its 64 characters.')
  return async (db) => {
    const found = await verifyAudit(db, { kept: given ? { number: Number(number), sha256 } : null })
    if (found.first) throw new Conflict(verifiedInWords(found))
    console.log(verifiedInWords(found))
  }
}

function backUp(args: string[]): Run {
  const file = fileIn(args)
  return async (_db, _env, url) => console.log(`${file} holds ${counted(await backup(url, file))}. Keep it where nobody else may read it.`)
}

function bringBack(args: string[]): Run {
  const file = fileIn(args)
  return async (_db, _env, url) => console.log(`Restored ${counted(await restore(url, file))}. Everyone signs in again.`)
}

function fileIn(args: string[]): string {
  const [file, ...more] = parsed(args, {}).positionals
  if (!file || more.length > 0) throw new Misused(`Which file? Say: npm run cli -- backup FILE, or restore FILE.`)
  return resolve(file)
}

function counted({ tables }: Manifest): string {
  const rows = (name: string) => tables[name]?.rows ?? 0
  return `${rows('articles')} articles, ${rows('people')} people and ${rows('events')} events in ${Object.keys(tables).length} tables`
}

function fitting<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const read = schema.safeParse(given)
  if (read.success) return read.data
  throw new Misused(read.error.issues.map(({ message }) => message).join('\n'))
}

function parsed<O extends ParseArgsOptionsConfig>(args: string[], options: O) {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new Misused(`${(error as Error).message}\n${usage()}`)
  }
}

function complain(error: unknown): number {
  const isTold = error instanceof CannotStart || error instanceof Refusal || error instanceof Misused
  console.error(isTold ? error.message : error)
  return error instanceof Misused ? 2 : 1
}

process.exitCode = await main(process.argv.slice(2)).catch(complain)
