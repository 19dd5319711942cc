import type { Response } from 'express'
import type { Piece } from '../articles/merge-texts.ts'
import { page } from '../web/page.ts'
import type { Answered } from './forms.ts'
import { type Question, questionsOf } from './open-merge.ts'
import type { ShownArticle } from './read-article.ts'

declare module '../web/page.ts' {
  interface Views {
    'galley/conflict': Conflicting
  }
  interface Partials {
    'galley/_merge': { article_id: string; lock_version: number; merge: Merge }
  }
}

type Version = { label: string; text: string }

/** What travels along with the answers: see MergeForm. */
type Sent = { yours: string; seen: string; now: string; from: string }
type Merge = Sent & { pieces: Piece[]; questions: Question[] }

/** Two versions side by side: what this person had, and what stands there now; `again` sends theirs once more, knowingly. */
export type Conflicting = {
  article: ShownArticle
  yours: Version
  theirs: Version
  /** Both as one text, where what had been opened is known. */
  merge?: Merge | null
  again: { action: string; fields: { name: string; label: string; value: string; rows: number }[] } | null
}

/** Someone was faster: nothing was stored, and nothing typed is lost. */
export function conflict(res: Response, it: Conflicting): void {
  if (res.statusCode === 200) res.status(409)
  page(res, 'galley/conflict', { title: 'Someone was faster', ...it })
}

/** A merge as its page shows it, with the answers given so far. */
export function mergeOf(pieces: Piece[], { yours, seen, now, from }: Sent, answers: readonly Answered[] = []): Merge {
  const questions = questionsOf(pieces).map((question, n) => {
    const answer = answers[n]
    return answer ? { ...question, ...answer, error: answer.choice ? undefined : 'Choose what is to stand here.' } : question
  })
  return { pieces, questions, yours, seen, now, from }
}
