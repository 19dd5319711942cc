import { jsonLines } from './formats/json-lines.ts'
import { plainText } from './formats/text.ts'
import type { Format } from './record.ts'

/** Every kind of file that an import can read. */
const formats: readonly Format[] = [plainText, jsonLines]

/** The format of a file by its name; null where we read no such files. */
export function formatOf(name: string): Format | null {
  const lower = name.toLowerCase()
  return formats.find(({ extensions }) => extensions.some((extension) => lower.endsWith(extension))) ?? null
}

/** What the file dialog offers, and what a refusal names. */
export const extensions = formats.flatMap((format) => format.extensions)
