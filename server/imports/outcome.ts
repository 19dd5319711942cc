import type { Identity, Scheme } from './identity.ts'
import { schemes } from './identity.ts'

export const outcomes = ['created', 'updated', 'unchanged', 'duplicate', 'failed'] as const
export type Outcome = (typeof outcomes)[number]

export type Place = { file: string; line: number | null }

/** An article that a record may be. `article_id` is null while it is only planned. */
export type KnownArticle = {
  article_id: string | null
  source_id: string
  source_name: string
  /** How it can be known again. */
  schemes: readonly Scheme[]
  /** The SHA-256 of the bytes that came in for it last; null where it did not come in by an import. */
  fingerprint: Buffer | null
  /** The first item of this very import that is about it. */
  here: (Place & { outcome: Outcome }) | null
}

export type Known = { scheme: Scheme; article: KnownArticle }

export type Coming = { source_id: string; fingerprint: Buffer; identities: readonly Identity[] }

export type Decided = { outcome: Exclude<Outcome, 'failed'>; reason: string; article: KnownArticle | null }

/** What becomes of a record, given the articles that share an identity with it: the first hit in the order of the schemes wins. */
export function outcomeOf(coming: Coming, known: readonly Known[]): Decided {
  const named = schemes
    .filter((scheme) => scheme !== 'content')
    .flatMap((scheme) => known.filter((hit) => hit.scheme === scheme && hit.article.source_id === coming.source_id))[0]
  if (named) return ofNamed(coming, named)
  const twins = known.filter(({ scheme }) => scheme === 'content').map(({ article }) => article)
  const twin = twins.find(({ source_id }) => source_id === coming.source_id) ?? twins[0]
  return twin ? ofTwin(coming, twin) : { outcome: 'created', reason: '', article: null }
}

function ofNamed(coming: Coming, { scheme, article }: Known): Decided {
  if (!isSame(coming, article)) {
    const reason = `Known by its ${schemeWords[scheme]}; something in it is new.`
    return { outcome: 'updated', reason, article }
  }
  if (article.here?.outcome === 'created') return twice(article, article.here)
  return { outcome: 'unchanged', reason: unchanged, article }
}

function ofTwin(coming: Coming, article: KnownArticle): Decided {
  if (article.here?.outcome === 'created') return twice(article, article.here)
  const isOwn = article.source_id === coming.source_id
  if (isOwn && isSame(coming, article)) return { outcome: 'unchanged', reason: unchanged, article }
  if (article.here) return twice(article, article.here)
  if (!isOwn) return { outcome: 'duplicate', reason: `The same text is here already, from ${article.source_name}.`, article }
  if (saysAnother(coming, article))
    return { outcome: 'duplicate', reason: 'The same text is here already, as another article of this source.', article }
  return { outcome: 'updated', reason: 'Known by its text; something beside the words is new.', article }
}

function twice(article: KnownArticle, here: Place): Decided {
  return { outcome: 'duplicate', reason: `The same text came just before, as ${placeWords(here)}.`, article }
}

const unchanged = 'Nothing in it is new.'
const schemeWords = { external_id: 'external id', url: 'web address', name: 'file name', content: 'text' } as const

function isSame({ fingerprint }: Coming, article: KnownArticle): boolean {
  return article.fingerprint?.equals(fingerprint) ?? false
}

// It brings an id or an address of its own, and so does the article, and they were not the same: two articles, says the source.
function saysAnother({ identities }: Coming, { schemes }: KnownArticle): boolean {
  return identities.some(({ scheme }) => scheme !== 'content' && schemes.includes(scheme))
}

/** Where an item stands in the upload, in words. */
export function placeWords({ file, line }: Place): string {
  return line === null ? `“${file}”` : `line ${line} of “${file}”`
}
