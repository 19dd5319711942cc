import { csv } from './formats/csv.ts'
import { html } from './formats/html.ts'
import { json } from './formats/json.ts'
import { jsonLines } from './formats/json-lines.ts'
import { markdown } from './formats/markdown.ts'
import { text } from './formats/text.ts'
import type { Format } from './released.ts'

/** Every way to write releases; the name is also the ending of the file. */
export const formats: readonly Format[] = [text, json, jsonLines, markdown, html, csv]

export const formatNames = formats.map(({ name }) => name)

export function formatOf(name: string): Format {
  const format = formats.find((one) => one.name === name)
  if (!format) throw new Error(`There is no export format ${name}.`)
  return format
}
