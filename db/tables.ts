/** The rows as they are stored: one type a table, columns under their own names. Ids are UUID v7 strings; bigints come as strings; hashes as Buffers. */
import type { Paragraph } from '../server/articles/paragraph.ts'

export type PersonRow = {
  id: string
  name: string
  email: string
  password_hash: string | null
  roles: string[]
  disabled_at: Date | null
  created_at: Date
  password_changed_at: Date | null
}

export type SourceRow = {
  id: string
  name: string
  slug: string
  language: string | null
  own_names: string[]
  feeds: string[]
  may_be_read: boolean
  may_be_exported: boolean
  created_at: Date
}

export type PolicyRow = {
  four_eyes: boolean
  approvals_needed: number
  verdicts: Record<string, 'cut' | 'check' | 'keep'>
  /** What stands in the way of a submission. */
  needs_decided_marks: boolean
  needs_tags: boolean
  needs_confirmed_title: boolean
  /** Whether a publisher may publish what nobody approved. */
  force_publish: boolean
  /** Whether many may be approved at once by somebody who has not opened each of them. */
  approve_unopened: boolean
  /** How long the files of imports are kept. */
  upload_days: number
  version: number
  /** Another with every change of the active house rules; null while there are none. */
  active_rules: string | null
}

/** One version of a house rule. */
export type RuleVersionRow = {
  rule_id: string
  version: number
  state: 'draft' | 'active' | 'retired'
  definition: unknown
  made_by: string | null
  made_at: Date
  switched_on_by: string | null
  switched_on_at: Date | null
  retired_by: string | null
  retired_at: Date | null
  retired_because: string | null
  /** Set where it broke at work and was switched off by itself. */
  broke: boolean
}

export type OriginalRow = {
  id: string
  blob_sha256: Buffer
  encoding: string
  encoding_found_by: 'byte order mark' | 'valid UTF-8' | 'guess' | 'given'
  bom: boolean
  lossy: boolean
  decoded: string
  file: string | null
  entry: string | null
  line: number | null
  url: string | null
  came_in_at: Date
}

export type Stage = 'draft' | 'review' | 'published' | 'spiked'
export type Publication = 'none' | 'live' | 'withdrawn' | 'killed'
export type Direction = 'ltr' | 'rtl'

export type ArticleRow = {
  id: string
  source_id: string
  original_id: string | null
  slug: string
  title_confirmed: boolean
  stage: Stage
  spiked_from: 'draft' | 'review' | null
  publication: Publication
  head_revision_id: string
  proposed_revision_id: string | null
  head_sha256: Buffer
  live_release_id: string | null
  lock_version: number
  language: string | null
  direction: Direction
  submission: number
  submitted_by: string | null
  submitted_at: Date | null
  assignee_id: string | null
  due_at: Date | null
  priority: number
  origin_url: string | null
  origin_published_at: Date | null
  section: string | null
  place: string | null
  rights_line: string | null
  correction: Correction | null
  returned_sha256: Buffer | null
  words: number
  cuts: number
  checks: number
  scheduled_at: Date | null
  scheduled_zone: string | null
  scheduled_by: string | null
  claimed_by: string | null
  claimed_until: Date | null
  /** Who published the live copy without the approvals it needs, while it lacks them; and everyone whose approval would not count. */
  forced_by: string | null
  forced_with: string[] | null
  created_at: Date
  updated_at: Date
}

/** What readers are told was wrong, and what they were told before. */
export type Correction = { text: string; at: string; earlier?: { text: string; at: string }[] }

export type RevisionRow = {
  id: string
  article_id: string
  number: number
  title: string
  standfirst: string
  byline: string
  language: string | null
  paragraphs: Paragraph[]
  saved_by: string | null
  saved_at: Date
}

export type Verdict = 'cut' | 'check' | 'keep'

/** A row of the view decided_marks: a mark with the verdict in force (a person's last decision, else the rule's). */
export type MarkRow = {
  id: string
  article_id: string
  paragraph_id: string
  text_sha256: Buffer
  start_at: number
  end_at: number
  kind: string
  because: string
  score: number
  rule: string
  rule_version: number
  engine_version: string
  group_id: string | null
  made_by: string | null
  created_at: Date
  closed_at: Date | null
  closed_because: string | null
  verdict: Verdict
  decided_by: string | null
  decided_at: Date
}

export type ReleaseRow = {
  id: string
  article_id: string
  number: number
  revision_id: string
  source_id: string
  decisions: unknown
  title: string
  standfirst: string
  byline: string
  language: string | null
  direction: Direction
  paragraphs: Paragraph[]
  clean_copy: string
  content_sha256: Buffer
  correction: Correction | null
  tags: { id: string; name: string; slug: string }[]
  slug: string
  unreviewed: boolean
  published_by: string
  published_at: Date
}

export type CommentRow = {
  id: string
  article_id: string
  parent_id: string | null
  paragraph_id: string | null
  revision_id: string | null
  text: string
  blocking: boolean
  person_id: string
  created_at: Date
  resolved_by: string | null
  resolved_at: Date | null
}

/** What a person was writing and has not saved: theirs alone. */
export type DraftRow = {
  person_id: string
  article_id: string
  base_lock_version: number
  words: { text: string }
  saved_at: Date
}

export type EventRow = {
  id: string
  stream: string
  number: number
  at: Date
  person_id: string | null
  says: string
  canonical: string
  details: Record<string, unknown>
  previous_sha256: Buffer | null
  sha256: Buffer
}

/** The heads of all streams at a moment, chained to the checkpoint before; the heads themselves are rows of checkpoint_heads. */
export type CheckpointRow = { id: string; number: number; at: Date; canonical: string; previous_sha256: Buffer | null; sha256: Buffer }
