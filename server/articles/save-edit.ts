import type { Db } from '../../db/connect.ts'
import type { ArticleRow, MarkRow, RevisionRow } from '../../db/tables.ts'
import { moveAnchors } from '../comments/queries.ts'
import { Invalid } from '../errors.ts'
import { switchBrokenRulesOff } from '../rules/switch-broken-rules-off.ts'
import type { Person } from '../users/permissions.ts'
import type { Edited } from './edited-paragraphs.ts'
import { insertHandMarks } from './insert-hand-marks.ts'
import { closeMarks, insertDecision, insertMarks, listMarks, moveMark } from './mark-queries.ts'
import { findMarks, handMark, overlaps, placeOf } from './marks.ts'
import { isBlank, type Paragraph, textOf } from './paragraph.ts'
import { findCleaning, insertRevision } from './queries.ts'
import { refreshHead } from './refresh-head.ts'

type Words = Pick<RevisionRow, 'title' | 'standfirst' | 'byline' | 'language'>

type Edit = {
  article: ArticleRow
  head: RevisionRow
  /** All paragraphs of the article after the edit. */
  paragraphs: Paragraph[]
  edit: Edited<MarkRow>
  by: Person
  words?: Words
  columns?: Parameters<typeof refreshHead>[3]
  /** What comes back beside the words, before the engine looks at them again. */
  reopen?: (tx: Db, article: ArticleRow, edit: Edited<MarkRow>) => Promise<void>
}

/**
 * Stores what an edit did: a revision where words changed, marks moved or closed, verdicts given, comments' anchors. Gives the facts for
 * its event, or null where nothing changed.
 */
export async function saveEdit(
  tx: Db,
  { article, head, paragraphs, edit, by, words = head, columns, reopen }: Edit,
): Promise<Record<string, unknown> | null> {
  if (paragraphs.every(({ text }) => isBlank(text)))
    throw new Invalid('This is the last paragraph. Leave a word in it: an article has some text.')
  const changed = textOf(paragraphs) !== textOf(head.paragraphs) || fields.some((field) => words[field] !== head[field])
  if (!changed && edit.decided.length === 0 && edit.cutByHand.length === 0) return null
  const { title, standfirst, byline, language } = words
  const next = { article_id: article.id, title, standfirst, byline, language, paragraphs, saved_by: by.id }
  const revision = changed ? await insertRevision(tx, next) : head
  await carry(tx, article, edit)
  await reopen?.(tx, article, edit)
  for (const { mark, verdict } of edit.decided) await insertDecision(tx, { mark_id: mark.id, verdict, person_id: by.id })
  await cutByHand(tx, { article, edit, by })
  await lookAgain(tx, article, revision, edit)
  const { before, after } = await refreshHead(tx, article, revision, columns)
  return {
    ...(changed ? { revision_id: revision.id } : {}),
    closed: edit.closed.map(({ id }) => id),
    decided: edit.decided.map(({ mark, verdict }) => ({ mark_id: mark.id, verdict })),
    cut_by_hand: edit.cutByHand.length,
    before,
    after,
  }
}

const fields = ['title', 'standfirst', 'byline', 'language'] as const

async function carry(tx: Db, article: ArticleRow, { pieces, moved, closed, followed }: Edited<MarkRow>): Promise<void> {
  for (const { mark, piece, start, end } of moved) {
    const paragraph = pieces[piece]
    const place = paragraph && placeOf(paragraph, start, end)
    if (place && isElsewhere(mark, place)) await moveMark(tx, { id: mark.id, ...place })
  }
  await closeMarks(
    tx,
    closed.map(({ id }) => id),
    'text changed',
  )
  for (const { from, to } of followed) await moveAnchors(tx, { article_id: article.id, from, to })
}

function isElsewhere(mark: MarkRow, place: ReturnType<typeof placeOf>): boolean {
  const { paragraph_id, start_at, end_at, text_sha256 } = place
  return paragraph_id !== mark.paragraph_id || start_at !== mark.start_at || end_at !== mark.end_at || !text_sha256.equals(mark.text_sha256)
}

async function cutByHand(tx: Db, { article, edit, by }: Pick<Edit, 'article' | 'edit' | 'by'>): Promise<void> {
  const marks = edit.cutByHand.flatMap(({ piece, start, end }) => {
    const paragraph = edit.pieces[piece]
    return paragraph ? [handMark(paragraph, { start, end })] : []
  })
  await insertHandMarks(tx, { article_id: article.id, marks, by })
}

// Words that a person just typed are never cut behind their back: what the engine finds in them is at most to check.
async function lookAgain(tx: Db, article: ArticleRow, revision: RevisionRow, { pieces, fresh }: Edited<MarkRow>): Promise<void> {
  const paragraphs = fresh.flatMap((piece) => pieces[piece] ?? [])
  if (paragraphs.length === 0) return
  const ids = new Set(paragraphs.map(({ id }) => id))
  const open = await listMarks(tx, article.id)
  const cleaning = await findCleaning(tx, article)
  const found = findMarks(revision.paragraphs, { language: revision.language, ...cleaning })
  const isNew = (mark: (typeof found)[number]) =>
    ids.has(mark.paragraph_id) && !open.some((old) => old.paragraph_id === mark.paragraph_id && overlaps(old, mark))
  const atMostToCheck = found
    .filter(isNew)
    .map((mark) => ({ ...mark, verdict: mark.verdict === 'cut' ? ('check' as const) : mark.verdict }))
  await insertMarks(tx, article.id, atMostToCheck, null)
  await switchBrokenRulesOff(tx, cleaning.rules)
}
