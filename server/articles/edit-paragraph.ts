import type { Db } from '../../db/connect.ts'
import type { ArticleRow, MarkRow, RevisionRow } from '../../db/tables.ts'
import { Invalid, NotFound, Stale } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import type { Person } from '../users/permissions.ts'
import { type EditedParagraph, editedParagraph } from './edited-paragraph.ts'
import { closeMarks, insertDecision, insertMarks, listMarks, moveMark } from './mark-queries.ts'
import { findMarks, handMark, overlaps, placeOf } from './marks.ts'
import { refuseEdit } from './may-edit.ts'
import { isBlank, type Paragraph } from './paragraph.ts'
import { findCleaning, findRevision, insertRevision, listAuthors, lockArticle, nextRevisionNumber } from './queries.ts'
import { refreshHead } from './refresh-head.ts'

export type ParagraphEdit = { article_id: string; paragraph_id: string; text: string; lock_version: number; by: Person }

/** Saves one paragraph as an editor typed it. Marks move with their words; a mark whose words changed is closed. */
export async function editParagraph(db: Db, { article_id, paragraph_id, text, lock_version, by }: ParagraphEdit): Promise<void> {
  await db.transaction(async (tx) => {
    const article = await lockArticle(tx, article_id)
    if (article.lock_version !== lock_version) throw new Stale('Someone changed this article while you were writing.')
    refuseEdit({ ...article, authors: await listAuthors(tx, article_id) }, by)
    const head = await findRevision(tx, article.head_revision_id)
    const paragraph = head.paragraphs.find(({ id }) => id === paragraph_id)
    if (!paragraph) throw new NotFound('This paragraph is no longer in the article.')
    const marks = (await listMarks(tx, article_id)).filter((mark) => mark.paragraph_id === paragraph_id)
    const number = await nextRevisionNumber(tx, article_id)
    const lineBreak = head.paragraphs.find(({ end }) => end !== '')?.end ?? '\n'
    const edit = editedParagraph(paragraph, marks, { text, lineBreak, newId: (piece) => `${number}-${piece}` })
    await store(tx, { article, head, paragraph, marks, edit, by })
  })
}

type Stored = { article: ArticleRow; head: RevisionRow; paragraph: Paragraph; marks: MarkRow[]; edit: EditedParagraph<MarkRow>; by: Person }

async function store(tx: Db, { article, head, paragraph, marks, edit, by }: Stored): Promise<void> {
  const paragraphs = withEnd(
    head.paragraphs.flatMap((one) => (one.id === paragraph.id ? edit.pieces : [one])),
    head.paragraphs.at(-1)?.end ?? '',
  )
  if (paragraphs.every(({ text }) => isBlank(text)))
    throw new Invalid('This is the last paragraph. Leave a word in it: an article has some text.')
  const changed = edit.pieces.length !== 1 || edit.pieces[0]?.text !== paragraph.text
  if (!changed && edit.decided.length === 0 && edit.cutByHand.length === 0) return
  const revision = changed ? await insertRevision(tx, { ...wordsOf(head), article_id: article.id, paragraphs, saved_by: by.id }) : head
  for (const { mark, piece, start, end } of edit.moved) {
    const place = edit.pieces[piece]
    if (place) await moveMark(tx, { id: mark.id, ...placeOf(place, start, end) })
  }
  await closeMarks(
    tx,
    edit.closed.map(({ id }) => id),
    'text changed',
  )
  for (const { mark, verdict } of edit.decided) await insertDecision(tx, { mark_id: mark.id, verdict, person_id: by.id })
  await cutByHand(tx, { article, edit, by })
  if (changed && marks.every(({ decided_by }) => decided_by === null)) await lookAgain(tx, article, revision, edit.pieces)
  const { before, after } = await refreshHead(tx, article, revision)
  const details = {
    paragraph_id: paragraph.id,
    ...(changed ? { revision_id: revision.id } : {}),
    closed: edit.closed.map(({ id }) => id),
    decided: edit.decided.map(({ mark, verdict }) => ({ mark_id: mark.id, verdict })),
    cut_by_hand: edit.cutByHand.length,
    before,
    after,
  }
  await recordEvent(tx, { stream: `article:${article.id}`, person: by, says: 'edited a paragraph', details })
}

// The text ends as it ended: when its last line goes, the break before it goes with it.
function withEnd(paragraphs: Paragraph[], end: string): Paragraph[] {
  const last = paragraphs.at(-1)
  return last ? [...paragraphs.slice(0, -1), { ...last, end }] : []
}

function wordsOf({ title, standfirst, byline, language }: RevisionRow) {
  return { title, standfirst, byline, language }
}

async function cutByHand(tx: Db, { article, edit, by }: Pick<Stored, 'article' | 'edit' | 'by'>): Promise<void> {
  const marks = edit.cutByHand.flatMap(({ piece, start, end }) => {
    const paragraph = edit.pieces[piece]
    return paragraph ? [handMark(paragraph, { start, end })] : []
  })
  const covered = (await listMarks(tx, article.id)).filter((old) =>
    marks.some((mark) => mark.paragraph_id === old.paragraph_id && overlaps(mark, old)),
  )
  await closeMarks(
    tx,
    covered.map(({ id }) => id),
    'cut anew by hand',
  )
  await insertMarks(tx, article.id, marks, by.id)
}

// Words that a person just typed are never cut behind their back: what the engine finds in them is at most to check.
async function lookAgain(tx: Db, article: ArticleRow, revision: RevisionRow, pieces: readonly Paragraph[]): Promise<void> {
  const ids = new Set(pieces.map(({ id }) => id))
  const open = await listMarks(tx, article.id)
  const found = findMarks(revision.paragraphs, { language: revision.language, ...(await findCleaning(tx, article)) })
  const fresh = found.filter(
    (mark) => ids.has(mark.paragraph_id) && !open.some((old) => old.paragraph_id === mark.paragraph_id && overlaps(old, mark)),
  )
  await insertMarks(
    tx,
    article.id,
    fresh.map((mark) => ({ ...mark, verdict: mark.verdict === 'cut' ? ('check' as const) : mark.verdict })),
    null,
  )
}
