import { setTimeout as wait } from 'node:timers/promises'
import { ada, password } from '../cast.ts'
import { startProgram } from '../db/program.ts'

/** What happened meanwhile: the longest that another page took, how often it was asked, and how much the memory grew, in MB. */
export type Meanwhile = { longest: number; asked: number; grown: number }

export type Piece = { name: string; bytes: Iterable<Buffer> | AsyncIterable<Buffer> }

export type RubbishHouse = Awaited<ReturnType<typeof openRubbishHouse>>

/** Cleancopy as a program of its own on this database, with ada signed in: to see how it fares while it reads what it should not. */
export async function openRubbishHouse(env: Record<string, string>, cwd?: string) {
  const program = startProgram(env, cwd === undefined ? {} : { cwd })
  const url = await program.address
  if (!url) throw new Error(`It did not start: ${(await program.ended).errors}`)
  const cookie = await signedIn(url)
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(url + path, { redirect: 'manual', ...init, headers: { cookie, ...init.headers } })

  /** Brings these files and waits for their plan. Brings the id of the import. */
  async function plan(files: Iterable<Piece>): Promise<string> {
    const headers = { 'sec-fetch-site': 'same-origin', 'content-type': `multipart/form-data; boundary=${boundary}` }
    const init = { method: 'POST', headers, body: formOf(files), duplex: 'half' }
    const answer = await ask('/imports', init as RequestInit)
    if (answer.status !== 303) throw new Error(`The upload was answered with ${answer.status}: ${(await answer.text()).slice(0, 200)}`)
    return answer.headers.get('location')?.split('/').at(-1) ?? ''
  }

  async function run(id: string): Promise<void> {
    const answer = await ask(`/imports/${id}/run`, { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } })
    if (answer.status !== 303) throw new Error(`The run was answered with ${answer.status}.`)
  }

  /** Does something and asks for another page all the while. */
  async function meanwhile<T>(act: () => Promise<T>): Promise<[T, Meanwhile]> {
    const before = await memoryOf(url)
    const seen = { longest: 0, asked: 0, grown: 0 }
    const acting = { now: true }
    const done = act().finally(() => {
      acting.now = false
    })
    while (acting.now) {
      const asked = performance.now()
      const { status } = await ask('/articles')
      if (status !== 200) throw new Error(`Another page was answered with ${status}.`)
      seen.longest = Math.max(seen.longest, performance.now() - asked)
      seen.asked += 1
      seen.grown = Math.max(seen.grown, (await memoryOf(url)) - before)
      await wait(50)
    }
    return [await done, seen]
  }

  async function close(): Promise<number | null> {
    program.child.kill('SIGTERM')
    return (await program.ended).code
  }

  return { plan, run, meanwhile, close }
}

async function signedIn(url: string): Promise<string> {
  const body = new URLSearchParams({ email: ada.email, password })
  const answer = await fetch(`${url}/sign-in`, { method: 'POST', redirect: 'manual', headers: { 'sec-fetch-site': 'same-origin' }, body })
  if (answer.status !== 303) throw new Error(`ada could not sign in: ${answer.status}`)
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
}

async function memoryOf(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]) / 2 ** 20
}

const boundary = 'a-line-that-no-rubbish-holds'

async function* formOf(files: Iterable<Piece>): AsyncGenerator<Buffer> {
  for (const [name, value] of Object.entries({ source: 'Tarn Bay Courier', language: 'en', landing: 'draft' }))
    yield Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
  for (const { name, bytes } of files) {
    yield Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\n\r\n`)
    // In small pieces, so that whoever measures here never waits for itself.
    for await (const piece of bytes) for (let at = 0; at < piece.length; at += 65_536) yield piece.subarray(at, at + 65_536)
    yield Buffer.from('\r\n')
  }
  yield Buffer.from(`--${boundary}--\r\n`)
}

/** So many bytes of the same few, a megabyte at a time. */
export function* repeated(bytes: number, word: string, before = '', after = ''): Generator<Buffer> {
  const piece = Buffer.alloc(2 ** 20 - (2 ** 20 % Buffer.byteLength(word)), word)
  yield Buffer.from(before)
  for (let left = bytes; left > 0; left -= piece.length) yield piece.subarray(0, left)
  yield Buffer.from(after)
}
