import type { Response } from 'express'
import { page } from '../web/page.ts'
import type { ShownArticle } from './read-article.ts'

declare module '../web/page.ts' {
  interface Views {
    'galley/conflict': Conflicting
  }
}

type Version = { label: string; text: string }

/** Two versions side by side: what this person had, and what stands there now; `again` sends theirs once more, knowingly. */
export type Conflicting = {
  article: ShownArticle
  yours: Version
  theirs: Version
  again: { action: string; fields: { name: string; label: string; value: string; rows: number }[] } | null
}

/** Someone was faster: nothing was stored, and nothing typed is lost. */
export function conflict(res: Response, it: Conflicting): void {
  page(res.status(409), 'galley/conflict', { title: 'Someone was faster', ...it })
}
