import type { Db } from '../../db/connect.ts'
import type { ArticleRow, RevisionRow } from '../../db/tables.ts'
import { Stale } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import type { Person } from '../users/permissions.ts'
import { directionOf } from '../words/language.ts'
import { cleanAgain } from './clean-again.ts'
import { cutWordsIn } from './cut-words.ts'
import { refuseEdit } from './may-edit.ts'
import { textOf } from './paragraph.ts'
import { findRevision, insertRevision, listAuthors, lockArticle } from './queries.ts'
import { refreshHead } from './refresh-head.ts'

type Details = { title: string; standfirst: string; byline: string; language: string | null }

type DetailsEdit = {
  article_id: string
  details: Partial<Details>
  /** The paragraph that goes, because it says what the title says. */
  cut?: string | undefined
  lock_version: number
  by: Person
}

/** Saves title, standfirst, byline and language; a title that a person saved is confirmed. A mended language cleans again. */
export async function editDetails(db: Db, edit: DetailsEdit): Promise<void> {
  await db.transaction(async (tx) => {
    await saveDetails(tx, edit)
    if (edit.cut) await cutTitleLine(tx, { ...edit, cut: edit.cut })
  })
}

async function saveDetails(tx: Db, { article_id, details, lock_version, by }: DetailsEdit): Promise<void> {
  const article = await lockArticle(tx, article_id)
  if (article.lock_version !== lock_version) throw new Stale('Someone changed this article while you were writing.')
  refuseEdit({ ...article, authors: await listAuthors(tx, article_id) }, by)
  const head = await findRevision(tx, article.head_revision_id)
  const next = { ...head, ...details }
  const changed = fields.filter((field) => next[field] !== head[field])
  const confirmed = details.title !== undefined && !article.title_confirmed
  if (changed.length === 0 && !confirmed) return
  const revision = changed.length > 0 ? await insertRevision(tx, { ...wordsOf(next), article_id, saved_by: by.id }) : head
  const cleaned = changed.includes('language') ? await cleanAgain(tx, article, revision) : null
  const { before, after } = await refreshHead(tx, article, revision, changesOf(article, revision, confirmed))
  await recordEvent(tx, { stream: `article:${article_id}`, person: by, ...told(changed, { revision, cleaned, before, after }) })
}

// The details were saved just now in this transaction, so what is cut is what the person saw.
async function cutTitleLine(tx: Db, { article_id, cut, by }: DetailsEdit & { cut: string }): Promise<void> {
  const article = await lockArticle(tx, article_id)
  const head = await findRevision(tx, article.head_revision_id)
  await cutWordsIn(tx, { article, head, paragraph_id: cut, kind: 'by-hand', by })
}

function told(
  fields: readonly string[],
  { revision, ...facts }: { revision: RevisionRow; cleaned: object | null; before: string; after: string },
) {
  if (fields.length === 0) return { says: 'confirmed the title', details: { before: facts.before, after: facts.after } }
  return { says: 'edited details', details: { revision_id: revision.id, fields, ...facts } }
}

const fields = ['title', 'standfirst', 'byline', 'language'] as const

function wordsOf({ title, standfirst, byline, language, paragraphs }: RevisionRow) {
  return { title, standfirst, byline, language, paragraphs }
}

function changesOf(article: ArticleRow, { language, paragraphs }: RevisionRow, confirmed: boolean) {
  const direction = language === article.language ? article.direction : directionOf(language, textOf(paragraphs))
  return { language, direction, title_confirmed: article.title_confirmed || confirmed }
}
