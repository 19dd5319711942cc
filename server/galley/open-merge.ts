import type { Db } from '../../db/connect.ts'
import { type Asked, mergeTexts, type Piece } from '../articles/merge-texts.ts'
import { type FormLine, formLines, readOpened } from '../articles/opened.ts'
import { findOwnRevision } from '../articles/queries.ts'
import { compared, type Stretch } from './compared.ts'

type Typed = {
  article_id: string
  /** What stood before the person when they began, and what stands there now. */
  seen: string
  now: string
  text: string
}

/** The text that a person typed and the one that stands there now, merged against what they had opened; null where that is not known. */
export async function openMerge(db: Db, { article_id, seen, now, text }: Typed): Promise<Piece[] | null> {
  const [base, theirs] = await Promise.all([openedLines(db, article_id, seen), openedLines(db, article_id, now)])
  if (!base || !theirs) return null
  return mergeTexts(base, text.replace(/\r\n?/g, '\n').split('\n'), theirs)
}

/** The whole text as it would be had the person typed it with this one paragraph changed; null where that is not known. */
export async function wholeText(
  db: Db,
  { article_id, seen, paragraph_id, text }: { article_id: string; seen: string; paragraph_id: string; text: string },
): Promise<string | null> {
  const lines = await openedLines(db, article_id, seen)
  if (!lines?.some(({ id }) => id === paragraph_id)) return null
  const typed = text.replace(/\n+$/, '')
  return lines.flatMap(({ id, line }) => (id !== paragraph_id ? [line] : typed.trim() === '' ? [] : [typed])).join('\n')
}

async function openedLines(db: Db, article_id: string, opened: string): Promise<FormLine[] | null> {
  const read = readOpened(opened)
  const revision = read && (await findOwnRevision(db, { id: read.revision_id, article_id }))
  return revision ? formLines(revision.paragraphs, read.cuts) : null
}

/** A paragraph that both changed: what stands there now, as compared with what had been opened, and what was typed. */
export type Question = {
  theirs: Stretch[]
  own: string
  /** Whose side it is gone from. */
  gone: 'mine' | 'theirs' | null
  choice: 'mine' | 'theirs' | 'both' | null
  error?: string | undefined
}

/** What a merge asks, in order. */
export function questionsOf(pieces: readonly Piece[]): Question[] {
  return pieces
    .filter((piece): piece is Asked => piece.from === 'asked')
    .map(({ base, mine, theirs }) => ({
      theirs: compared(base.join('\n'), theirs.join('\n')),
      own: mine.join('\n'),
      gone: mine.length === 0 ? 'mine' : theirs.length === 0 ? 'theirs' : null,
      choice: null,
    }))
}
