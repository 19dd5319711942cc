import type { FirstMark } from '../articles/preview.ts'
import type { Counts, ImportRow } from './import.ts'
import { type Outcome, outcomes } from './outcome.ts'
import { type Cursor, importsOnPage, itemsOnPage, type ListedImport, type ListedItem } from './queries.ts'

export type ItemLine = {
  ordinal: number
  title: string
  file: string
  line: number | null
  outcome: Outcome
  word: string
  reason: string
  article: { id: string; title: string } | null
  marks: (FirstMark & { word: string })[]
}

const outcomeWords = { created: 'Created', updated: 'Updated', unchanged: 'Unchanged', duplicate: 'Duplicate', failed: 'Failed' } as const
const planWords = { ...outcomeWords, created: 'To be created', updated: 'To be updated', failed: 'Cannot be read' } as const
const verdictWords = { cut: 'Cut', check: 'To check', keep: 'Kept' } as const

/** An item as the plan or the report shows it. */
export function itemLine(item: ListedItem): ItemLine {
  const outcome = item.outcome ?? item.planned
  return {
    ordinal: item.ordinal,
    title: item.title ?? 'No article',
    file: item.file,
    line: item.line,
    outcome,
    word: item.outcome ? outcomeWords[outcome] : planWords[outcome],
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

export function totalOf(counts: Counts): number {
  return outcomes.reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0)
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
  planned: { word: 'Planned', tone: 'check' },
  running: { word: 'Running', tone: 'updated' },
  finished: { word: 'Finished', tone: 'created' },
  failed: { word: 'Failed', tone: 'failed' },
  cancelled: { word: 'Discarded', tone: 'unchanged' },
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
  return { ...made, ...stateWords[made.state], says: stateInWords(made) }
}

export type ImportLine = ListedImport & { word: string; tone: string; says: string }

function stateInWords({ state, counts, failure }: Pick<ImportRow, 'state' | 'counts' | 'failure'>): string {
  if (state === 'cancelled') return failure ?? 'Discarded.'
  return countsInWords(counts, state)
}

/** Where the page before and the page after begin. */
export function pagesOf(id: string, { outcome, from }: { outcome?: Outcome | undefined; from: number }, items: readonly ListedItem[]) {
  const at = (ordinal: number) => `/imports/${id}?${new URLSearchParams({ ...(outcome ? { outcome } : {}), from: String(ordinal) })}`
  const next = items[itemsOnPage]
  return { earlier: from > 1 ? at(outcome ? 1 : Math.max(1, from - itemsOnPage)) : null, later: next ? at(next.ordinal) : null }
}
