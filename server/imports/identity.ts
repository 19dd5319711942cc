import { createHash } from 'node:crypto'
import type { ArticleRecord } from './record.ts'

/** The ways to know an article again, in the order in which they are asked. */
export const schemes = ['external_id', 'url', 'name', 'content'] as const
export type Scheme = (typeof schemes)[number]

export type Identity = { scheme: Scheme; value_sha256: Buffer }

/** By what a record can be known again. `name` is that of its file or of its archive's entry, where file names identify. */
export function identitiesOf(record: ArticleRecord, name: string | null): Identity[] {
  const values: Record<Scheme, string | null | undefined> = {
    external_id: record.external_id,
    url: record.url && canonicalUrl(record.url),
    name: record.line === null ? name : null,
    content: folded(record.decoded.text),
  }
  return schemes.flatMap((scheme) => {
    const value = values[scheme]
    return value ? [{ scheme, value_sha256: sha256(value) }] : []
  })
}

/** The same words for texts that differ only in blanks, line breaks, case or the form of their characters. */
export function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFKC').replaceAll(/\s+/gu, ' ').trim()
}

/** A web address as it identifies a page: without fragment, campaign marks, a final slash, or the difference of http and https. */
export function canonicalUrl(text: string): string {
  const url = httpUrl(text)
  if (!url) return text
  const kept = [...url.searchParams].filter(([name]) => !/^(utm_.*|fbclid|gclid|mc_[ce]id)$/i.test(name))
  const query = kept.length > 0 ? `?${new URLSearchParams(kept)}` : ''
  const path = url.pathname.replace(/\/+$/, '')
  return `https://${url.host.replace(/:(80|443)$/, '')}${path}${query}`
}

export function httpUrl(text: string): URL | null {
  const url = URL.parse(text)
  return url && ['http:', 'https:'].includes(url.protocol) && url.href.length <= 2000 ? url : null
}

export function sha256(value: string | Buffer): Buffer {
  return createHash('sha256').update(value).digest()
}
