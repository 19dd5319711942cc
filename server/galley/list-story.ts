import type { Db } from '../../db/connect.ts'
import type { MarkRow, RevisionRow } from '../../db/tables.ts'
import { listMarksNamed } from '../articles/mark-queries.ts'
import { placeOf } from '../articles/marks.ts'
import { listRevisionNumbers } from '../articles/queries.ts'
import { listEvents, type Told } from '../history/queries.ts'
import { sentenceOf } from '../history/sentences.ts'

/** An event in words; `words` are those that were cut or kept, `compare` shows what a save changed. */
export type ToldEvent = { who: string; did: string; at: Date; words: string | null; compare: string | null }

type Asked = { article_id: string; head: Pick<RevisionRow, 'paragraphs'>; limit: number; before?: number | undefined }

/** The story of an article in sentences, newest first, and where its older part begins. Events name marks by ids; their words are looked up. */
export async function listStory(db: Db, { article_id, head, limit, before }: Asked): Promise<{ told: ToldEvent[]; older: number | null }> {
  const events = await listEvents(db, `article:${article_id}`, { limit: limit + 1, before })
  const shown = events.slice(0, limit)
  const marks = await listMarksNamed(db, article_id, shown.flatMap(marksIn))
  const revisions = await listRevisionNumbers(db, article_id, shown.flatMap(revisionIn))
  const wordsOf = new Map(marks.map((mark) => [mark.id, wordsIn(head, mark)]))
  const told = shown.map((event): ToldEvent => {
    const words = marksIn(event).flatMap((id) => wordsOf.get(id) ?? [])
    const number = revisions.get(revisionIn(event)[0] ?? '') ?? 0
    const compare = number > 1 ? `/articles/${article_id}/compare?from=${number - 1}&to=${number}` : null
    return { ...sentenceOf(event), at: event.at, words: words.length > 0 ? shortened(words.join(' … ')) : null, compare }
  })
  return { told, older: events.length > limit ? (shown.at(-1)?.number ?? null) : null }
}

function marksIn({ details: { mark_ids, decided } }: Told): string[] {
  const named = Array.isArray(mark_ids) ? mark_ids : []
  const given = Array.isArray(decided) ? decided.map(({ mark_id }) => mark_id) : []
  return [...named, ...given].map(String)
}

function revisionIn({ details: { revision_id } }: Told): string[] {
  return typeof revision_id === 'string' ? [revision_id] : []
}

// Where the paragraph reads otherwise by now, the mark's place names other words than it did.
function wordsIn({ paragraphs }: Asked['head'], { paragraph_id, text_sha256, start_at, end_at }: MarkRow): string[] {
  const paragraph = paragraphs.find(({ id }) => id === paragraph_id)
  if (!paragraph || !placeOf(paragraph, 0, 0).text_sha256.equals(text_sha256)) return []
  return [paragraph.text.slice(start_at, end_at)]
}

function shortened(words: string): string {
  const letters = [...words]
  return letters.length > 80 ? `${letters.slice(0, 79).join('').trimEnd()}…` : words
}
