import { countedIn } from '../words/counted-in.ts'
import type { Identity, Scheme } from './identity.ts'
import { schemes } from './identity.ts'

export const outcomes = ['created', 'updated', 'unchanged', 'duplicate', 'failed'] as const
export type Outcome = (typeof outcomes)[number]

export function totalOf(counts: Partial<Record<Outcome, number>>): number {
  return outcomes.reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0)
}

export type Place = { file: string; entry: string | null; line: number | null }

/** An article that a record may be. `article_id` is null while it is only planned. */
export type KnownArticle = {
  article_id: string | null
  source_id: string
  source_name: string
  /** How it can be known again. */
  schemes: readonly Scheme[]
  /** The first item of this very import that is about it. */
  here: Place | null
}

export type Known = { scheme: Scheme; article: KnownArticle }

/** A record with the very same bytes for the same source that was decided already; `here` where that was in this import. */
export type Before = { article: Pick<KnownArticle, 'article_id'>; here: Place | null }

export type Coming = { source_id: string; identities: readonly Identity[] }

export type Decided = { outcome: Exclude<Outcome, 'failed'>; reason: string; article: Pick<KnownArticle, 'article_id'> | null }

/** What becomes of a record, given what is known that is like it: the same bytes, else the first hit in the order of the schemes. */
export function outcomeOf(coming: Coming, known: readonly Known[], before: Before | null): Decided {
  if (before?.here) return twice(before.article, before.here)
  if (before) return { outcome: 'unchanged', reason: 'Nothing in it is new.', article: before.article }
  const named = schemes
    .filter((scheme) => scheme !== 'content')
    .flatMap((scheme) => known.filter((hit) => hit.scheme === scheme && hit.article.source_id === coming.source_id))[0]
  if (named) return updated(named)
  const twins = known.filter(({ scheme }) => scheme === 'content')
  const twin = twins.find(({ article }) => article.source_id === coming.source_id) ?? twins[0]
  return twin ? ofTwin(coming, twin) : { outcome: 'created', reason: '', article: null }
}

function ofTwin(coming: Coming, twin: Known): Decided {
  const { article } = twin
  if (article.here) return twice(article, article.here)
  const isOwn = article.source_id === coming.source_id
  if (isOwn && !saysAnother(coming, article)) return updated(twin)
  const where = isOwn ? 'as another article of this source' : `from ${article.source_name}`
  return { outcome: 'duplicate', reason: `The same text is here already, ${where}.`, article }
}

function updated({ scheme, article }: Known): Decided {
  return { outcome: 'updated', reason: `Known by its ${schemeWords[scheme]}; something in it is new.`, article }
}

function twice(article: Decided['article'], here: Place): Decided {
  return { outcome: 'duplicate', reason: `The same text came just before, as ${placeWords(here)}.`, article }
}

const schemeWords = { external_id: 'external id', url: 'web address', name: 'file name', content: 'text' } as const

// It brings an id or an address of its own, and so does the article, and they were not the same: two articles, says the source.
function saysAnother({ identities }: Coming, { schemes }: KnownArticle): boolean {
  return identities.some(({ scheme }) => scheme !== 'content' && schemes.includes(scheme))
}

/** Where an item stands in the upload, in words. */
function placeWords({ file, entry, line }: Place): string {
  const name = entry === null ? file : `${file} › ${entry}`
  return line === null ? `“${name}”` : `${countedIn(name)} ${line} of “${name}”`
}
