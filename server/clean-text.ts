import { once } from 'node:events'
import { createReadStream, fstatSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { cleanBatches } from './clean-jobs.ts'
import { batchesOf } from './cleaning/batches.ts'
import { toldMark } from './cleaning/told.ts'

const usage =
  'Usage: npm run --silent clean -- [--json | --jsonl [--jobs N]] < articles. A text gives its clean copy, with --json its marks too; --jsonl reads {"id","text","lang"?,"source"?} line by line, with --jobs on several processors.'

const longestLine = 64 * 1024 * 1024
const mostJobs = 64
const megabyte = 1024 * 1024
const batchSize = 512 * 1024

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever reads the output has seen enough.
  if (error.code === 'EPIPE') process.exit()
  throw error
})

/** Cleans what comes in on standard input, as the arguments say; gives the exit code. */
export async function cleanInput(args: string[]): Promise<number> {
  const wish = wishOf(args)
  if (wish?.form === 'jsonl') return cleanStream(wish.jobs)
  if (wish) return cleanText(wish.form)
  process.stderr.write(`${usage}\n`)
  return 2
}

type Wish = { form: 'text' | 'json' } | { form: 'jsonl'; jobs: number }

function wishOf(args: string[]): Wish | null {
  try {
    const { json, jsonl, jobs } = parseArgs({
      args,
      options: { json: { type: 'boolean' }, jsonl: { type: 'boolean' }, jobs: { type: 'string' } },
    }).values
    if ((json && jsonl) || (jobs !== undefined && !(jsonl && isJobs(jobs)))) return null
    return jsonl ? { form: 'jsonl', jobs: Number(jobs ?? 1) } : { form: json ? 'json' : 'text' }
  } catch {
    return null
  }
}

const isJobs = (jobs: string): boolean => /^[1-9]\d?$/.test(jobs) && Number(jobs) <= mostJobs

/** Cleans one text; a line that is not UTF-8 is named and stays as it is, byte for byte. */
async function cleanText(form: 'text' | 'json'): Promise<number> {
  const { cleanBytes } = await import('./cleaning/clean-bytes.ts')
  const { pieces, marks, broken } = cleanBytes(isFile() ? readFileSync(0) : Buffer.concat(await Array.fromAsync(process.stdin)))
  for (const row of broken)
    process.stderr.write(`Line ${row + 1}: it is not valid UTF-8, so it stays as it is. Save the text as UTF-8 and clean it again.\n`)
  if (form === 'json') await write(`${JSON.stringify({ clean: textOf(pieces), marks: marks.map(toldMark) })}\n`)
  else for (const part of joined(pieces)) await write(part)
  return broken.size > 0 ? 1 : 0
}

/** The text that the pieces are, without the mark of the byte order. */
const textOf = (pieces: readonly Uint8Array[]): string => new TextDecoder().decode(Buffer.concat(pieces))

/** Larger pieces, for every write has its price. */
function* joined(pieces: readonly Uint8Array[]): Generator<Uint8Array> {
  let from = 0
  let size = 0
  for (const [at, { length }] of pieces.entries()) {
    size += length
    if (size < megabyte) continue
    yield Buffer.concat(pieces.slice(from, at + 1))
    from = at + 1
    size = 0
  }
  yield Buffer.concat(pieces.slice(from))
}

/** Cleans one article per line, in order, at the pace of whoever reads. */
async function cleanStream(jobs: number): Promise<number> {
  let code = 0
  for await (const { output, complaints } of cleanBatches(batchesOf(input(), { size: batchSize, longest: longestLine }), jobs)) {
    if (complaints !== '') {
      process.stderr.write(complaints)
      code = 1
    }
    if (output.length > 0) await write(output)
  }
  return code
}

/** Standard input; a file is read in larger chunks. */
const input = (): AsyncIterable<Buffer> => (isFile() ? createReadStream('', { fd: 0, highWaterMark: megabyte }) : process.stdin)

const isFile = (): boolean => fstatSync(0).isFile()

async function write(output: string | Uint8Array): Promise<void> {
  if (!process.stdout.write(output)) await once(process.stdout, 'drain')
}
