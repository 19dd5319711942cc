import { v7 as uuid } from 'uuid'
import type { Db } from '../../db/connect.ts'
import type { ArticleRow, MarkRow } from '../../db/tables.ts'
import { headOf } from './head.ts'
import { closeMarks, insertMarks, listMarks } from './mark-queries.ts'
import { findRevision, markForSearch } from './queries.ts'
import { findRelease } from './release-queries.ts'

/** Makes the head again what readers see: the released revision with the verdicts that were in force. */
export async function discardChanges(tx: Db, article: ArticleRow): Promise<Record<string, unknown>> {
  if (!article.live_release_id) throw new Error(`The article ${article.id} has no live release.`)
  const release = await findRelease(tx, article.live_release_id)
  const revision = await findRevision(tx, release.revision_id)
  const open = await listMarks(tx, article.id)
  await closeMarks(
    tx,
    open.map(({ id }) => id),
    'changes discarded',
  )
  const frozen = release.decisions as (Omit<MarkRow, 'text_sha256'> & { text_sha256: string })[]
  await insertMarks(tx, article.id, frozen.map(restored), null)
  await markForSearch(tx, article.id)
  const words = { ...revision, title: release.title, standfirst: release.standfirst, byline: release.byline, language: release.language }
  const head = headOf(words, frozen, release.correction)
  await tx('articles')
    .where({ id: article.id })
    .update({
      ...head,
      head_revision_id: revision.id,
      language: release.language,
      direction: release.direction,
      correction: release.correction && JSON.stringify(release.correction),
    })
  return { from_revision_id: article.head_revision_id, to_revision_id: revision.id }
}

function restored(mark: Omit<MarkRow, 'text_sha256'> & { text_sha256: string }) {
  const {
    paragraph_id,
    start_at,
    end_at,
    kind,
    because,
    score,
    rule,
    rule_version,
    engine_version,
    group_id,
    verdict,
    decided_by,
    made_by,
  } = mark
  const place = { paragraph_id, start_at, end_at, text_sha256: Buffer.from(mark.text_sha256, 'hex') }
  const [created_at, decided_at] = [new Date(mark.created_at), new Date(mark.decided_at)]
  return {
    id: uuid(),
    ...place,
    created_at,
    kind,
    because,
    score,
    rule,
    rule_version,
    engine_version,
    group_id,
    verdict,
    decided_by,
    decided_at,
    made_by,
  }
}
