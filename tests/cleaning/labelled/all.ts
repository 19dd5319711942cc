import { african } from './african.ts'
import { eastern } from './eastern.ts'
import { northern } from './northern.ts'
import { slavic } from './slavic.ts'

type Lines = { promotional: readonly string[]; tempting: readonly string[] }

/** By language: what must go or be asked about, and what only looks like it. */
export const labelled: Readonly<Record<string, Lines>> = { ...slavic, ...northern, ...eastern, ...african }
