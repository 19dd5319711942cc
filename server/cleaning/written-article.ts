import { type Context, type Mark, markRows } from './clean.ts'
import { changesOf, cutsOf } from './clean-copy.ts'
import { lazyLines } from './lazy-lines.ts'
import { deservesLook, rowsIn } from './look.ts'
import { copyTo, type Output, writeTo } from './output.ts'
import type { Rows } from './sieve.ts'
import { toldMarks } from './told.ts'

/** An article whose JSON says everything as we would say it: its text need not be parsed, and what stays of it is copied. */
type WrittenArticle = { bytes: Buffer; idStart: number; idEnd: number; rows: Rows; context: Context }

const quote = 34
const longestHead = 256

const sign = '[ !#-\\[\\]-\\u{10ffff}]'
const head = new RegExp(`^( *\\{ *"id" *: *)("${sign}*"|0|-?[1-9]\\d{0,14})( *, *"text" *: *")`, 'u')
const tail = new RegExp(`^"(?: *, *"lang" *: *"(${sign}*)")?(?: *, *"source" *: *"(${sign}*)")? *\\}[ \\t\\r]*$`, 'u')

/** Cleans the article that stands there in valid UTF-8; false when it is written in some other way and nothing was done. */
export function cleanWritten(bytes: Buffer, { from, to }: { from: number; to: number }, output: Output): boolean {
  const [begun, before, id] = head.exec(bytes.toString('latin1', from, Math.min(to, from + longestHead))) ?? []
  if (begun === undefined || before === undefined || id === undefined) return false
  const rows = rowsIn({ bytes, from: from + begun.length, to, isJson: true })
  if (bytes[rows.stop] !== quote) return false
  const ended = tail.exec(bytes.toString('utf8', rows.stop, to))
  if (!ended) return false
  const [, language, source] = ended
  const context = { ...(language === undefined ? {} : { language }), ...(source === undefined ? {} : { source }) }
  const idStart = from + before.length
  tell({ bytes, idStart, idEnd: idStart + id.length, rows, context }, output)
  return true
}

function tell({ bytes, idStart, idEnd, rows, context }: WrittenArticle, output: Output): void {
  const texts = lazyLines(linesIn(rows), (row) => textOf(bytes, rows, row))
  const candidates = rows.candidates.filter((row) => deservesLook(textOf(bytes, rows, row)))
  const marks = candidates.length === 0 ? [] : markRows(texts, candidates, context)
  writeTo(output, '{"id":')
  copyTo(output, bytes, idStart, idEnd)
  writeTo(output, ',"clean":"')
  copyKept(bytes, rows, changedIn(texts, marks), output)
  writeTo(output, `","marks":${toldMarks(marks)}}\n`)
}

const changedIn = (texts: readonly string[], marks: readonly Mark[]): Array<[number, string | null]> =>
  marks.length === 0 ? [] : [...changesOf(texts, cutsOf(marks))].sort(([a], [b]) => a - b)

/** A last empty line is none. */
function linesIn({ starts, ends }: Rows): number {
  const last = starts.length - 1
  return starts[last] === ends[last] ? last : last + 1
}

function textOf(bytes: Buffer, { starts, ends }: Rows, row: number): string {
  const raw = bytes.toString('utf8', starts[row], ends[row])
  return raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw
}

/** Copies the lines that stay, from one that changes to the next, with what is left of those. */
function copyKept(bytes: Buffer, { starts, ends }: Rows, changed: ReadonlyArray<[number, string | null]>, output: Output): void {
  let next = 0
  let isFirst = true
  const join = (): void => {
    if (!isFirst) writeTo(output, '\\n')
    isFirst = false
  }
  const copyUpTo = (row: number): void => {
    if (row <= next) return
    join()
    copyTo(output, bytes, starts[next] as number, ends[row - 1] as number)
  }
  for (const [row, left] of changed) {
    copyUpTo(row)
    next = row + 1
    if (left === null) continue
    join()
    writeTo(output, JSON.stringify(left).slice(1, -1))
  }
  copyUpTo(starts.length)
}
