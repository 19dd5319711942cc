import type { Db } from '../../db/connect.ts'
import type { MarkRow, RevisionRow } from '../../db/tables.ts'
import { listMarksNamed } from '../articles/mark-queries.ts'
import { placeOf } from '../articles/marks.ts'
import { listEvents, type Told } from '../history/queries.ts'
import { sentenceOf } from '../history/sentences.ts'

/** An event in words; `words` are those that were cut or kept, `compare` shows what a save changed. */
export type ToldEvent = { who: string; did: string; at: Date; words: string | null; compare: string | null }

type Known = { head: Pick<RevisionRow, 'paragraphs'>; marks: readonly MarkRow[] }
type Asked = { article_id: string; limit: number; before?: number | undefined }

/** The story of an article in sentences, newest first, and where its older part begins. */
export async function listStory(
  db: Db,
  { article_id, limit, before }: Asked,
  known: Known,
): Promise<{ told: ToldEvent[]; older: number | null }> {
  const events = await listEvents(db, `article:${article_id}`, { limit: limit + 1, before })
  const shown = events.slice(0, limit)
  return { told: await tellEvents(db, article_id, shown, known), older: events.length > limit ? (shown.at(-1)?.number ?? null) : null }
}

/** Events of an article in sentences. They name marks by ids; the words of those that are not known, closed ones, are looked up. */
export async function tellEvents(db: Db, article_id: string, events: readonly Told[], { head, marks }: Known): Promise<ToldEvent[]> {
  const byId = new Map(marks.map((mark) => [mark.id, mark]))
  const unknown = new Set(events.flatMap(marksIn).filter((id) => !byId.has(id)))
  for (const mark of await listMarksNamed(db, article_id, [...unknown])) byId.set(mark.id, mark)
  return events.map((event): ToldEvent => {
    const words = marksIn(event).flatMap((id) => wordsIn(head, byId.get(id)))
    const number = event.revision_number ?? 0
    const compare = number > 1 ? `/articles/${article_id}/compare?from=${number - 1}&to=${number}` : null
    return { ...sentenceOf(event), at: event.at, words: words.length > 0 ? shortened(words.join(' … ')) : null, compare }
  })
}

function marksIn({ details: { mark_ids, decided } }: Told): string[] {
  const named = Array.isArray(mark_ids) ? mark_ids : []
  const given = Array.isArray(decided) ? decided.map(({ mark_id }) => mark_id) : []
  return [...named, ...given].map(String)
}

// Where the paragraph reads otherwise by now, the mark's place names other words than it did.
function wordsIn({ paragraphs }: Known['head'], mark: MarkRow | undefined): string[] {
  if (!mark) return []
  const { paragraph_id, text_sha256, start_at, end_at } = mark
  const paragraph = paragraphs.find(({ id }) => id === paragraph_id)
  if (!paragraph || !placeOf(paragraph, 0, 0).text_sha256.equals(text_sha256)) return []
  return [paragraph.text.slice(start_at, end_at)]
}

function shortened(words: string): string {
  const letters = [...words]
  return letters.length > 80 ? `${letters.slice(0, 79).join('').trimEnd()}…` : words
}
