import type { FirstMark } from '../articles/preview.ts'
import type { Outcome } from './outcome.ts'
import type { Progress } from './progress.ts'

export type ImportState = 'planning' | 'planned' | 'running' | 'finished' | 'failed' | 'cancelled'
export type Landing = 'draft' | 'review'
export type Counts = Partial<Record<Outcome, number>>

export type ImportRow = {
  id: string
  source_id: string
  landing: Landing
  state: ImportState
  names_identify: boolean
  /** `title`: the title typed beside a pasted text. */
  options: { title?: string }
  /** The plan's counts, and from the end of the run the report's. */
  counts: Counts
  made_by: string | null
  run_by: string | null
  failure: string | null
  progress: Progress
  /** The last sign of a worker. */
  worked_on_at: Date | null
  created_at: Date
  started_at: Date | null
  finished_at: Date | null
}

export type ItemRow = {
  import_id: string
  ordinal: number
  file: string
  entry: string | null
  line: number | null
  fingerprint: Buffer
  title: string | null
  planned: Outcome
  planned_reason: string | null
  planned_article_id: string | null
  first_marks: FirstMark[]
  outcome: Outcome | null
  reason: string | null
  article_id: string | null
  done_at: Date | null
}

/** What an upload may hold: so many files, bytes of one of them and of all, and articles. */
export const limits = { files: 200, bytes: 512 * 1024 * 1024, all: 2 * 1024 ** 3, items: 100_000, pasted: 2 * 1024 * 1024 }

/** “1 GB”, “512 MB”, “4 KB”. */
export function bytesInWords(bytes: number): string {
  const power = bytes < 2 ** 20 ? 1 : bytes < 2 ** 30 ? 2 : 3
  return `${bytes / 1024 ** power} ${['KB', 'MB', 'GB'][power - 1]}`
}

/** The name under which a pasted text is kept. */
export const pastedName = 'Pasted text.txt'
