import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'

export type Download = { name: string; type: string; text: AsyncIterable<string | Uint8Array> | Iterable<string> }

/** Answers with a file to keep, no faster than the other side takes it. Who breaks it off is no error here. */
export async function download(res: Response, { name, type, text }: Download): Promise<void> {
  res.attachment(fileName(name)).set('Content-Type', type)
  await pipeline(Readable.from(text), res).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  })
}

// Separators, control and direction characters have no place in the name of a file, nor names that Windows keeps for itself.
function fileName(name: string): string {
  const ending = /\.[a-z0-9]{1,8}$/.exec(name)?.[0] ?? ''
  const words = name
    .slice(0, name.length - ending.length)
    .replace(/[\p{C}\p{Zl}\p{Zp}/\\:*?"<>|]+/gu, '-')
    .replace(/^[.\s-]+|[.\s-]+$/gu, '')
  const short = [...words].slice(0, 60).join('')
  return `${/^(con|prn|aux|nul|com\d|lpt\d)?$/i.test(short) ? `cleancopy${short}` : short}${ending}`
}
