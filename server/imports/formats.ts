import { json } from './formats/json.ts'
import { jsonLines } from './formats/json-lines.ts'
import { plainText } from './formats/text.ts'
import { zipOf } from './formats/zip.ts'
import { type Format, formatNamed, type IncomingFile } from './record.ts'

const single: readonly Format<IncomingFile>[] = [plainText, jsonLines, json]

/** Every kind of file that an import can read. */
const formats: readonly Format[] = [...single, zipOf(single)]

/** The format of a file by its name; null where we read no such files. */
export function formatOf(name: string): Format | null {
  return formatNamed(formats, name)
}

/** What the file dialog offers, and what a refusal names. */
export const extensions = formats.flatMap((format) => format.extensions)
