import type { Db } from '../../db/connect.ts'
import type { ArticleRow } from '../../db/tables.ts'
import { bracketed } from '../articles/edited-text.ts'
import { freshApprovers, isApproved } from '../articles/guards.ts'
import { listMarks } from '../articles/mark-queries.ts'
import { cutsOf } from '../articles/marks.ts'
import { whyNotEdit } from '../articles/may-edit.ts'
import { buttons } from '../articles/offers.ts'
import { cutParagraphs, isBlank } from '../articles/paragraph.ts'
import { priorityLabel, whyNotPlan } from '../articles/plan.ts'
import { findOriginal, listNames } from '../articles/queries.ts'
import { findSituation } from '../articles/situation-queries.ts'
import { stateWords } from '../articles/state-words.ts'
import { titleLine } from '../articles/title-line.ts'
import { listComments, type ShownComment } from '../comments/queries.ts'
import { formats } from '../exports/formats.ts'
import { keptWords } from '../figures/figures.ts'
import { listEvents } from '../history/queries.ts'
import { whyNotTag } from '../tags/tag.ts'
import { may, type Person } from '../users/permissions.ts'
import { countedIn } from '../words/counted-in.ts'
import { languageName } from '../words/language.ts'
import { safeAddress } from '../words/safe-address.ts'
import { arranged, readyWords } from './arranged.ts'
import { circumstances } from './circumstances.ts'
import { galleyLines, meterOf } from './galley.ts'
import { tellEvents } from './list-story.ts'
import { findOpened, type Opened } from './queries.ts'

/** Everything a page about one article shows, for this person. */
export async function readArticle(db: Db, id: string, person: Person, find: (db: Db, id: string) => Promise<Opened> = findOpened) {
  const [{ article, head, source, tags, tag_names, note, proposal, assignee, kind_figures }, situation] = await Promise.all([
    find(db, id),
    findSituation(db, id),
  ])
  const [marks, comments, events] = await Promise.all([
    listMarks(db, id),
    listComments(db, id),
    listEvents(db, `article:${id}`, { limit: 8 }),
  ])
  const history = await tellEvents(db, id, events, { head, marks })
  const offers = buttons(situation, person)
  const approvers = await listNames(db, freshApprovers(situation))
  return {
    article: { ...article, content_sha256: article.head_sha256.toString('hex') },
    head,
    marks,
    situation,
    source,
    state: stateWords(situation),
    language: languageName(head.language),
    lines: galleyLines(head.paragraphs, marks),
    title_line: titleLine(head.title, head.paragraphs, new Set(marks.map(({ paragraph_id }) => paragraph_id))),
    meter: meterOf(head.paragraphs, marks),
    kept: Object.fromEntries(kind_figures.map((kind) => [kind.kind, keptWords(kind)])),
    clean: cutParagraphs(head.paragraphs, cutsOf(marks)).filter(({ text }) => !isBlank(text)),
    why_not_edit: whyNotEdit({ ...article, authors: situation.authors }, person),
    offers,
    steps: arranged(offers),
    approvers,
    note,
    told: circumstances(situation, person, new Date()),
    holds_it: situation.claim?.by === person.id,
    approved: isApproved(situation),
    ready: isApproved(situation) ? readyWords(offers, approvers) : null,
    tags,
    plan: planShown(article, assignee),
    may_plan: may(person, 'article.assign') && whyNotPlan(article) === null,
    comments: threadsOf(comments),
    proposal,
    history,
    tag_names,
    may_tag: whyNotTag(article, person) === null,
    may_decide: may(person, 'article.verdict'),
    may_comment: may(person, 'article.comment'),
    export_formats: may(person, 'export.make') && article.publication === 'live' ? formats.map(({ name, label }) => ({ name, label })) : [],
    origin_url: safeAddress(article.origin_url),
  }
}

function planShown({ due_at, priority, stage }: ArticleRow, assignee: string | null) {
  const isOpen = stage === 'draft' || stage === 'review'
  return { assignee, due_at, priority: priorityLabel(priority), is_overdue: isOpen && due_at !== null && due_at < new Date() }
}

export type ShownArticle = Awaited<ReturnType<typeof readArticle>>

export type Thread = ShownComment & { answers: ShownComment[] }

function threadsOf(comments: readonly ShownComment[]): Thread[] {
  return comments
    .filter(({ parent_id }) => parent_id === null)
    .map((comment) => ({ ...comment, answers: comments.filter(({ parent_id }) => parent_id === comment.id) }))
}

/** The original as it came in, for the view that shows it untouched. */
export async function readOriginal(db: Db, { original_id }: Pick<ArticleRow, 'original_id'>) {
  const original = original_id ? await findOriginal(db, original_id) : undefined
  if (!original) return null
  const { decoded, encoding, encoding_found_by, bom, lossy, file, entry, line, came_in_at, blob_sha256 } = original
  const counted = countedIn(entry ?? file ?? '')
  const place = { file, entry, line, counted }
  return { decoded, encoding, encoding_found_by, bom, lossy, ...place, came_in_at, sha256: blob_sha256.toString('hex') }
}

/** A paragraph as it stands in its edit form: cut words in ⟦…⟧. */
export function formTextOf({ head, marks }: Pick<ShownArticle, 'head' | 'marks'>, paragraph_id: string): string | null {
  const paragraph = head.paragraphs.find(({ id }) => id === paragraph_id)
  return paragraph ? bracketed(paragraph.text, cutsOf(marks.filter((mark) => mark.paragraph_id === paragraph_id))) : null
}
