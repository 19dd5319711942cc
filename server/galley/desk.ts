import type { handKinds } from '../articles/hand-kinds.ts'
import type { ShownArticle } from './read-article.ts'
import type { Difference } from './versions.ts'

/** The views of the galley, as its bar names them. */
export const views = { marked: 'Marked', clean: 'Clean', columns: 'Columns', original: 'Original', live: 'Live' } as const
export type View = keyof typeof views

/** What the galley and its bar need beside the article itself. */
export type Desk = {
  it: ShownArticle
  view: View
  /** The views that this article has, with their labels. */
  views: [View, string][]
  /** The address of this page as it is come back to, and what begins a further word of its query. */
  here: string
  and: '?' | '&'
  /** Where to go when a step is taken. */
  onward: string
  edit: { paragraph_id: string; text: string; error?: string | undefined } | null
  /** What stands before the person now: goes along with an edit, so that it can be merged. */
  opened: string
  /** The paragraph of which words are to be cut by hand. */
  cutting: Cutting | null
  /** What words can be called that are cut by hand. */
  kinds: typeof handKinds
  original: Original | null
  /** What would change for readers against the live copy, where that is looked at. */
  live: Difference[] | null
  /** A comment that was not stored, with the sentence why. */
  comment?: { text: string; blocking: boolean; error: string | undefined }
}

export type Cutting = { paragraph_id: string; words: string; kind: string; error?: string | undefined }

type Original = {
  decoded: string
  encoding: string
  encoding_found_by: string
  bom: boolean
  lossy: boolean
  file: string | null
  entry: string | null
  line: number | null
  counted: 'entry' | 'line'
  came_in_at: Date
  sha256: string
}

/** The keys of the galley, as its foot and its help show them. */
export const galleyKeys: readonly { keys: readonly string[]; says: string; quiet?: boolean }[] = [
  { keys: ['J', 'K'], says: 'marks' },
  { keys: ['Shift J', 'Shift K'], says: 'next, previous paragraph', quiet: true },
  { keys: ['X'], says: 'cut / keep' },
  { keys: ['X'], says: 'on selected words or an unmarked paragraph: cut by hand', quiet: true },
  { keys: ['Shift X'], says: 'the same for all of this kind in the article', quiet: true },
  { keys: ['U'], says: 'take back what you last cut or kept, in whichever article', quiet: true },
  { keys: ['V'], says: 'keep what is to check' },
  { keys: ['E'], says: 'edit' },
  { keys: ['R'], says: 'request changes' },
  { keys: ['A'], says: 'approve' },
  { keys: ['P'], says: 'publish what is approved', quiet: true },
  { keys: ['S'], says: 'submit for review', quiet: true },
  { keys: ['T'], says: 'confirm a suggested title', quiet: true },
  {
    keys: ['G'],
    says: 'and a letter: H desk, R review, A articles, I imports, S sources, T tags, U rules, E export, D read, L audit',
    quiet: true,
  },
  { keys: ['Ctrl K'], says: 'search, or jump to an article, a source, a tag, a page, or an act of this one', quiet: true },
]

export type Keys = typeof galleyKeys
