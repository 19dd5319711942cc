import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Paragraph } from './paragraph.ts'

/** What a reader would get: the words of a revision after the cuts. */
export type Content = {
  title: string
  standfirst: string
  byline: string
  language: string | null
  paragraphs: readonly Paragraph[]
  correction: { text: string; at: string } | null
}

/** SHA-256 of the canonical JSON (RFC 8785) of what a reader would get. Throws where a text holds a lone surrogate. */
export function contentSha256({ title, standfirst, byline, language, paragraphs, correction }: Content): Buffer {
  const read = paragraphs.map(({ kind, level, text, spans }) => ({ kind, text, spans, ...(level === undefined ? {} : { level }) }))
  const text = canonicalize({ format: 1, title, standfirst, byline, language, paragraphs: read, correction })
  if (text === undefined) throw new Error('A content must be an object of JSON values.')
  return createHash('sha256').update(text).digest()
}
