import type { Identity, Scheme } from './identity.ts'
import type { Before, Coming, Decided, Known, KnownArticle, Place } from './outcome.ts'

type Planned = Coming & Place & { fingerprint: Buffer; source_name: string }

/** What the items planned so far will have changed when the next one is run, so that the plan is what the report will be. */
export type Foresight = {
  known: (coming: Planned, stored: readonly Known[]) => Known[]
  before: (coming: Planned) => Before | null
  remember: (coming: Planned, decided: Decided) => void
}

export function foresight(): Foresight {
  const byIdentity = new Map<string, KnownArticle>()
  const byBytes = new Map<string, Before>()
  const places = new Map<string, Place>()
  const added = new Map<string, readonly Scheme[]>()
  const keyOf = keys()

  function known({ source_id, identities }: Planned, stored: readonly Known[]): Known[] {
    const planned = identities.flatMap((identity) => {
      const article = byIdentity.get(keyOf(source_id, identity))
      const isStored = stored.some((hit) => hit.scheme === identity.scheme && hit.article.source_id === source_id)
      return article && !isStored ? [{ scheme: identity.scheme, article }] : []
    })
    return [...stored, ...planned].map(({ scheme, article }) => ({ scheme, article: asItWillBe(article) }))
  }

  function asItWillBe(article: KnownArticle): KnownArticle {
    const id = article.article_id ?? ''
    return Object.assign(article, { here: article.here ?? places.get(id) ?? null, schemes: [...article.schemes, ...(added.get(id) ?? [])] })
  }

  function remember(coming: Planned, { outcome, article }: Decided): void {
    const here = { file: coming.file, entry: coming.entry, line: coming.line }
    const foreseen = article ?? planned(coming, here)
    if (foreseen.article_id) setOnce(places, foreseen.article_id, here)
    if (outcome === 'unchanged') return
    setOnce(byBytes, shortOf(coming.fingerprint), { article: foreseen, here })
    if (outcome !== 'duplicate' && isKnown(foreseen)) store(coming, foreseen)
  }

  function store({ source_id, identities }: Planned, article: KnownArticle): void {
    const schemes = identities.map(({ scheme }) => scheme)
    if (article.article_id) added.set(article.article_id, schemes)
    else article.schemes = [...article.schemes, ...schemes]
    for (const identity of identities) setOnce(byIdentity, keyOf(source_id, identity), article)
  }

  return { known, before: ({ fingerprint }) => byBytes.get(shortOf(fingerprint)) ?? null, remember }
}

function planned({ source_id, source_name }: Planned, here: Place): KnownArticle {
  return { article_id: null, source_id, source_name, schemes: [], here }
}

function isKnown(article: Pick<KnownArticle, 'article_id'>): article is KnownArticle {
  return 'schemes' in article
}

function setOnce<T>(map: Map<string, T>, key: string, value: T): void {
  if (!map.has(key)) map.set(key, value)
}

/** Tells the key of an identity. The same text is looked for in every source, so its key names none. */
function keys(): (source_id: string, identity: Identity) => string {
  const sources = new Map<string, number>()
  return (source_id, { scheme, value_sha256 }) => {
    if (!sources.has(source_id)) sources.set(source_id, sources.size)
    return `${scheme === 'content' ? '' : sources.get(source_id)}${scheme[0]}${shortOf(value_sha256)}`
  }
}

// A plan holds one of these for every identity of every item: 96 bits are enough to tell them apart, and a third of the memory.
function shortOf(hash: Buffer): string {
  return hash.toString('latin1', 0, 12)
}
