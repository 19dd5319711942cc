import type { FirstMark } from '../articles/preview.ts'
import { countedIn } from '../words/counted-in.ts'
import { isAtWork, workInWords } from './at-work.ts'
import type { Counts, ImportRow } from './import.ts'
import { type Outcome, outcomes, totalOf } from './outcome.ts'
import { type Cursor, importsOnPage, itemsOnPage, type ListedImport, type ListedItem } from './queries.ts'

export type ItemLine = {
  ordinal: number
  title: string
  file: string
  entry: string | null
  line: number | null
  /** What the number of `line` counts. */
  counted: 'entry' | 'line'
  outcome: Outcome
  word: string
  reason: string
  article: { id: string; title: string } | null
  marks: (FirstMark & { word: string })[]
}

const outcomeWords = { created: 'Created', updated: 'Updated', unchanged: 'Unchanged', duplicate: 'Duplicate', failed: 'Failed' } as const
const planWords = { ...outcomeWords, created: 'To be created', updated: 'To be updated', failed: 'Cannot be read' } as const
const verdictWords = { cut: 'Cut', check: 'To check', keep: 'Kept' } as const

/** An item as the plan or the report shows it; where the import was stopped, what has no outcome will have none. */
export function itemLine(item: ListedItem, isStopped: boolean): ItemLine {
  const outcome = item.outcome ?? item.planned
  return {
    ordinal: item.ordinal,
    title: item.title ?? 'No article',
    file: item.file,
    entry: item.entry,
    line: item.line,
    counted: countedIn(item.entry ?? item.file),
    outcome,
    word: item.outcome ? outcomeWords[outcome] : isStopped ? 'Not started' : planWords[outcome],
    reason: (item.outcome ? item.reason : item.planned_reason) ?? '',
    article: item.article_id_shown ? { id: item.article_id_shown, title: item.article_title ?? 'Article' } : null,
    marks: item.first_marks.map((mark) => ({ ...mark, word: verdictWords[mark.verdict] })),
  }
}

export type Filter = { label: string; count: number; href: string; current: boolean }

/** The counts of an import, each a filter of its items. */
export function filtersOf({ id, state }: Pick<ImportRow, 'id' | 'state'>, counts: Counts, chosen: Outcome | undefined): Filter[] {
  const all = { label: 'All', count: totalOf(counts), href: `/imports/${id}`, current: !chosen }
  const each = outcomes.map((outcome) => ({
    label: (state === 'planned' ? planWords : outcomeWords)[outcome],
    count: counts[outcome] ?? 0,
    href: `/imports/${id}?outcome=${outcome}`,
    current: chosen === outcome,
  }))
  return [all, ...each.filter(({ count, current }) => count > 0 || current)]
}

/** “3 created, 1 failed”, of a plan “3 to be created, 1 cannot be read”, or that there was nothing. */
export function countsInWords(counts: Counts, state: ImportRow['state']): string {
  const words = state === 'planned' ? planWords : outcomeWords
  const said = outcomes
    .filter((outcome) => counts[outcome])
    .map((outcome) => `${counts[outcome]?.toLocaleString('en')} ${words[outcome].toLowerCase()}`)
  return said.join(', ') || 'nothing in it'
}

const stateWords = {
  planning: { word: 'Being read', tone: 'updated' },
  planned: { word: 'Planned', tone: 'check' },
  running: { word: 'Running', tone: 'updated' },
  finished: { word: 'Finished', tone: 'created' },
  failed: { word: 'Failed', tone: 'failed' },
  cancelled: { word: 'Stopped', tone: 'unchanged' },
} as const

/** A page of the list, and where the newer and the older ones are. */
export function importPage(found: readonly ListedImport[], { before, after }: Cursor) {
  const isMore = found.length > importsOnPage
  const shown = after ? found.slice(-importsOnPage) : found.slice(0, importsOnPage)
  const [first, last] = [shown[0], shown.at(-1)]
  return {
    imports: shown.map(importLine),
    newer: first && (after ? isMore : before) ? `/imports?after=${first.id}` : null,
    older: last && (after || isMore) ? `/imports?before=${last.id}` : null,
  }
}

function importLine(made: ListedImport): ImportLine {
  return { ...made, ...stateWords[made.state], says: isAtWork(made) ? workInWords(made, new Date()).says : stateInWords(made) }
}

export type ImportLine = ListedImport & { word: string; tone: string; says: string }

function stateInWords({ state, counts, failure }: Pick<ImportRow, 'state' | 'counts' | 'failure'>): string {
  if (state === 'cancelled' || state === 'failed') return failure ?? 'Discarded.'
  return countsInWords(counts, state)
}

/** Where the page before and the page after begin. */
export function pagesOf(id: string, { outcome, from }: { outcome?: Outcome | undefined; from: number }, items: readonly ListedItem[]) {
  const at = (ordinal: number) => `/imports/${id}?${new URLSearchParams({ ...(outcome ? { outcome } : {}), from: String(ordinal) })}`
  const next = items[itemsOnPage]
  return { earlier: from > 1 ? at(outcome ? 1 : Math.max(1, from - itemsOnPage)) : null, later: next ? at(next.ordinal) : null }
}
