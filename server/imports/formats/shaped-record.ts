import type { Decoded } from '../decode.ts'
import { type ArticleRecord, maxArticleBytes, type Unreadable } from '../record.ts'
import { fieldsOf } from '../record-fields.ts'
import type { ShapedLine } from './html-lines.ts'
import { notesOn } from './text.ts'

/**
 * What a format found of one article: where, its bytes, what it says about itself, and its lines, or its
 * text where that has no shape; null where it is nested too deep. */
export type Told = {
  place: string
  line: number | null
  bytes: Buffer
  decoded: Decoded
  says: Readonly<Record<string, unknown>>
  lines: readonly ShapedLine[] | string | null
  notes?: readonly string[]
}

/** The article that it is, or the sentence that says why it is none. */
export function shapedRecord({ place, line, bytes, decoded, says, lines, notes = [] }: Told): ArticleRecord | Unreadable {
  const unreadable = (failure: string): Unreadable => ({ line, bytes, failure: `${place} ${failure}` })
  if (bytes.length > maxArticleBytes)
    return unreadable(`is larger than ${maxArticleBytes / 2 ** 20} MB, the most that one article may have.`)
  if (lines === null) return unreadable('is nested deeper than any article is, and was not read.')
  if (lines.length === 0) return unreadable('holds no text.')
  const fields = fieldsOf({ ...says, text: typeof lines === 'string' ? lines : textOf(lines) })
  if ('wrong' in fields) return unreadable(fields.wrong)
  const { text, notes: more, ...details } = fields.right
  const shapes = typeof lines === 'string' ? {} : { shapes: lines.map(({ text: _, ...shape }) => shape) }
  return { line, bytes, decoded: { ...decoded, text }, ...shapes, ...details, notes: [...notesOn(decoded), ...notes, ...more] }
}

function textOf(lines: readonly ShapedLine[]): string {
  return lines.map(({ text }) => `${text}\n`).join('')
}
