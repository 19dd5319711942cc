import type { Db } from '../../db/connect.ts'
import { configurationOf } from '../search/configurations.ts'
import { indexed, shortened, triplesIn } from '../search/grams.ts'
import { type IndexEntry, replaceEntries, type Scope, takeDirty } from '../search/queries.ts'
import { type CopyOf, listCutsOf, listHeadsOf, listLiveCopiesOf } from './index-queries.ts'
import { cutParagraphs, textOf } from './paragraph.ts'

/** Brings the search index up to date for at most so many articles, and says how many it were. Any number of processes may do so at once. */
export async function indexDirty(db: Db, limit: number): Promise<number> {
  return await db.transaction(async (tx) => {
    const ids = await takeDirty(tx, limit)
    if (ids.length > 0) await replaceEntries(tx, ids, await entriesOf(tx, ids))
    return ids.length
  })
}

async function entriesOf(tx: Db, ids: readonly string[]): Promise<IndexEntry[]> {
  const cuts = Map.groupBy(await listCutsOf(tx, ids), ({ article_id }) => article_id)
  const heads = (await listHeadsOf(tx, ids)).flatMap(({ paragraphs, ...head }) => {
    const gone = cuts.get(head.article_id) ?? []
    const kept = entryOf('head', { ...head, text: textOf(cutParagraphs(paragraphs, gone)) })
    const touched = new Set(gone.map(({ paragraph_id }) => paragraph_id))
    const text = textOf(paragraphs.filter(({ id }) => touched.has(id)))
    return text === '' ? [kept] : [kept, entryOf('cut', { ...head, title: '', standfirst: '', byline: '', tags: '', text })]
  })
  const live = (await listLiveCopiesOf(tx, ids)).map((copy) => entryOf('live', copy))
  return [...heads, ...live]
}

function entryOf(scope: Scope, { article_id, language, title, standfirst, byline, tags, text }: CopyOf): IndexEntry {
  const body = shortened(text)
  return {
    article_id,
    scope,
    configuration: configurationOf(language),
    shortened: body.shortened,
    title: indexed(title),
    standfirst: indexed(standfirst),
    names: indexed(`${byline}\n${tags}`),
    body: indexed(body.text),
    triples: triplesIn(`${title}\n${standfirst}\n${body.text}`).join(' '),
  }
}
