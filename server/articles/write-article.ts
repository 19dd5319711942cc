import type { Db } from '../../db/connect.ts'
import type { Person } from '../users/permissions.ts'
import { createArticle } from './create-article.ts'

export type Written = {
  source: { id: string; language: string | null; name: string }
  title: string
  standfirst: string
  byline: string
  language: string | null
  text: string
  by: Person
}

/** Stores an article that a person typed or pasted: what was typed is its original. */
export async function writeArticle(tx: Db, { text, ...words }: Written): Promise<{ id: string; slug: string }> {
  const decoded = text.replace(/\r\n/g, '\n')
  const original = {
    bytes: Buffer.from(decoded),
    decoded,
    encoding: 'utf-8',
    encoding_found_by: 'given' as const,
    bom: false,
    lossy: false,
  }
  return createArticle(tx, { ...words, original, title_confirmed: true })
}
