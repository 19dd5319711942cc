import { type Db, oftenAsked } from '../../db/connect.ts'
import { isUuid } from '../../db/is-uuid.ts'
import type { ArticleRow, RevisionRow } from '../../db/tables.ts'
import { noteOpening } from '../articles/opening-queries.ts'
import { NotFound } from '../errors.ts'
import type { KindFigures } from '../figures/figures.ts'

type Named = { id: string; name: string; slug: string }

export type Opened = {
  article: ArticleRow
  head: RevisionRow
  source: Pick<Named, 'name' | 'slug'>
  tags: Named[]
  /** Who is to see to it. */
  assignee: string | null
  /** The names that a tag field offers, by alphabet. */
  tag_names: string[]
  /** What the one who submitted it last said to its reviewer. */
  note: { who: string; text: string } | null
  /** A newer text that came in while people were at work on the article. */
  proposal: Pick<RevisionRow, 'id' | 'number' | 'saved_at'> | null
  /** How often editors put back what is cut of each kind. */
  kind_figures: KindFigures[]
}

/** An article with its head and what stands around it, in one question: nobody sees the words of one moment under the hash of another. */
export async function findOpened(db: Db, id: string): Promise<Opened> {
  return openedOf(isUuid(id) ? await opened(db, id) : undefined)
}

/** The same, and notes in the very same question that this person has had this text before them. */
export async function findOpenedBy(db: Db, id: string, person_id: string): Promise<Opened> {
  return openedOf(isUuid(id) ? await opened(db, id).with('noted', noteOpening(db, { article_id: id, person_id })) : undefined)
}

function openedOf(row: Awaited<ReturnType<typeof opened>>): Opened {
  if (!row) throw new NotFound('There is no such article.')
  const { head, source, tags, tag_names, note, proposal, assignee, kind_figures, ...article } = row
  return {
    article,
    head: dated(head),
    source,
    tags,
    tag_names,
    assignee,
    note: article.stage === 'review' && note?.text ? note : null,
    proposal: proposal && dated(proposal),
    kind_figures: kind_figures ?? [],
  }
}

// What comes as JSON has its time as text.
function dated<R extends { saved_at: Date | string }>(revision: R): R & { saved_at: Date } {
  return { ...revision, saved_at: new Date(revision.saved_at) }
}

function opened(db: Db, id: string) {
  return db('articles')
    .join('revisions as head', 'head.id', 'articles.head_revision_id')
    .join('sources', 'sources.id', 'articles.source_id')
    .leftJoin('revisions as proposal', 'proposal.id', 'articles.proposed_revision_id')
    .where('articles.id', id)
    .select('articles.*', db.raw('row_to_json(head) AS head'))
    .select(db.raw(`CASE WHEN proposal.id IS NOT NULL THEN ${jsonOf('proposal', 'id', 'number', 'saved_at')} END AS proposal`))
    .select(db.raw(`${jsonOf('sources', 'name', 'slug')} AS source`), db.raw(`${tagsOf} AS tags`))
    .select(db.raw('(SELECT name FROM people WHERE people.id = articles.assignee_id) AS assignee'))
    .select(db.raw('ARRAY(SELECT name FROM tags ORDER BY slug LIMIT 200) AS tag_names'), db.raw(`${submitNote} AS note`))
    .select(db.raw(`(SELECT figures -> 'kinds' FROM figures WHERE name = 'desk') AS kind_figures`))
    .first()
    .options(oftenAsked)
}

function jsonOf(table: string, ...columns: string[]): string {
  return `json_build_object(${columns.map((name) => `'${name}', ${table}.${name}`).join(', ')})`
}

const tagsOf = `coalesce((SELECT json_agg(${jsonOf('tags', 'id', 'name', 'slug')} ORDER BY tags.slug)
  FROM article_tags JOIN tags ON tags.id = tag_id WHERE article_id = articles.id), '[]')`

const submitNote = `(SELECT json_build_object('who', people.name, 'text', details ->> 'note')
  FROM events LEFT JOIN people ON people.id = events.person_id
  WHERE stream = 'article:' || articles.id AND says = 'submitted' ORDER BY number DESC LIMIT 1)`
