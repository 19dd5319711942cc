import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { keepSetting } from '../../server/access/queries.ts'
import { signIn } from '../../server/sign-in/sign-in.ts'
import { choosePassword } from '../../server/users/choose-password.ts'
import { roles } from '../../server/users/permissions.ts'
import { password } from '../cast.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'

let fresh: FreshDatabase
beforeEach(async () => {
  fresh = await freshDatabase()
})
afterEach(() => fresh.drop())

const rosa = ['--name', 'Rosa Root', '--email', 'rosa@example.org']
const peopleHere = () => fresh.db('people').orderBy('created_at').select('name', 'email', 'roles')

test('the first person is added from a shell, by a link and with every role', async () => {
  const { code, out } = await cli(['user', 'add', ...rosa])
  expect([code, out]).toEqual([0, expect.stringMatching(/^https:\/\/desk\.example\.org\/join\/[\w-]{43}\n$/)])
  const token = out.trim().split('/').at(-1) ?? ''
  const person = await choosePassword(fresh.db, { purpose: 'invite', token, password })
  expect(person).toMatchObject({ name: 'Rosa Root', roles: [...roles] })
})

test('or with a password on stdin, which lets in at once; the next one needs a role', async () => {
  const first = await cli(['user', 'add', ...rosa, '--password-stdin'], `${password}\n`)
  expect(first).toEqual({ code: 0, out: 'Rosa Root can sign in as rosa@example.org.\n', err: '' })
  expect(await signIn(fresh.db, { email: 'rosa@example.org', password, address: '192.0.2.1' })).toHaveProperty('person')

  const second = ['user', 'add', '--name', 'Ada', '--email', 'ada@example.org']
  expect(await cli(second)).toMatchObject({ code: 2, err: expect.stringContaining('Give at least one --role: viewer, author') })
  expect(await cli([...second, '--role', 'author', '--role', 'editor'])).toMatchObject({ code: 0 })
  expect((await peopleHere()).map(({ roles }) => roles)).toEqual([[...roles], ['author', 'editor']])
})

test('a link to a new password, and nothing for who is not here', async () => {
  await cli(['user', 'add', ...rosa, '--password-stdin'], password)
  expect(await cli(['user', 'reset', 'ROSA@example.org'])).toMatchObject({ code: 0, out: expect.stringContaining('/reset/') })
  expect(await cli(['user', 'reset', 'nobody@example.org'])).toEqual({
    code: 1,
    out: '',
    err: 'Nobody here has the address nobody@example.org.\n',
  })
})

test('wrong use is told in a sentence with exit code 2, and changes nothing', async () => {
  expect(await cli(['dance'])).toMatchObject({ code: 2, err: expect.stringContaining('There is no command "dance".') })
  expect(await cli([])).toMatchObject({ code: 2, out: expect.stringContaining('npm run cli -- user add --name NAME') })
  expect(await cli(['user', 'add', '--nam', 'x'])).toMatchObject({ code: 2, err: expect.stringContaining("Unknown option '--nam'") })
  expect(await cli(['user', 'add', '--name', 'x', '--email', 'y'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('This is no e-mail address.'),
  })
  expect(await cli(['user', 'add', ...rosa, '--role', 'king'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('A role is one of viewer,'),
  })
  expect(await cli(['user', 'add', ...rosa, '--password-stdin'], 'rosaroot')).toMatchObject({
    code: 2,
    err: expect.stringContaining('their own name'),
  })
  expect(await cli(['user', 'reset'])).toMatchObject({ code: 2, err: expect.stringContaining('Whose password?') })
  expect(await peopleHere()).toEqual([])
}, 60_000)

test('without PUBLIC_URL a link leads to where the house was started last, else to its usual port', async () => {
  const reset = () => cli(['user', 'reset', 'rosa@example.org'], '', { PUBLIC_URL: '' })
  await cli(['user', 'add', ...rosa, '--password-stdin'], password)
  expect((await reset()).out).toMatch(/^http:\/\/127\.0\.0\.1:3000\/reset\//)
  await keepSetting(fresh.db, 'address', 'http://127.0.0.1:3456')
  expect((await reset()).out).toMatch(/^http:\/\/127\.0\.0\.1:3456\/reset\//)
})

test('the seed articles are brought in with a sentence, and a second time change nothing', async () => {
  const said = { code: 0, out: 'The 6 seed articles are in, as drafts; those that were here already stay as they are.\n', err: '' }
  expect(await cli(['seed'])).toEqual(said)
  expect(await cli(['seed'])).toEqual(said)
  expect(await fresh.db('articles').pluck('stage')).toEqual(Array(6).fill('draft'))
})

test('a database that is away is told in a sentence', async () => {
  const { code, err } = await cli(['user', 'reset', 'rosa@example.org'], '', { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nowhere' })
  expect([code, err]).toEqual([1, expect.stringContaining('The database server at 127.0.0.1:1 does not answer (ECONNREFUSED).')])
  expect(err.trim().split('\n')).toHaveLength(1)
})

async function cli(args: string[], input = '', env: Record<string, string> = {}): Promise<{ code: number; out: string; err: string }> {
  const given = { ...process.env, NODE_NO_WARNINGS: '1', DATABASE_URL: fresh.url, PUBLIC_URL: 'https://desk.example.org', ...env }
  const child = spawn(process.execPath, ['server/cli.ts', ...args], { env: given })
  child.stdin.end(input)
  const ended = new Promise<number>((done) => child.once('exit', (code) => done(code ?? -1)))
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await ended, out, err }
}
