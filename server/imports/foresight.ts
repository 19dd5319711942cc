import type { Identity } from './identity.ts'
import type { Before, Coming, Decided, Known, KnownArticle, Place } from './outcome.ts'

export type Planned = Coming & Place & { fingerprint: Buffer; source_name: string }

/** What the items planned so far will have changed when the next one is run, so that the plan is what the report will be. */
export type Foresight = {
  known: (coming: Planned, stored: readonly Known[]) => Known[]
  before: (coming: Planned) => Before | null
  remember: (coming: Planned, decided: Decided) => void
}

export function foresight(): Foresight {
  const byIdentity = new Map<string, KnownArticle>()
  const byId = new Map<string, KnownArticle>()
  const byBytes = new Map<string, Before>()

  function known({ source_id, identities }: Planned, stored: readonly Known[]): Known[] {
    const hits = stored.map(({ scheme, article }) => ({ scheme, article: byId.get(article.article_id ?? '') ?? article }))
    const planned = identities.flatMap((identity) => {
      const article = byIdentity.get(keyOf(source_id, identity))
      const isStored = hits.some((hit) => hit.scheme === identity.scheme && hit.article.source_id === source_id)
      return article && !isStored ? [{ scheme: identity.scheme, article }] : []
    })
    return [...hits, ...planned]
  }

  function remember(coming: Planned, { outcome, article }: Decided): void {
    const { source_id, identities, fingerprint, file, line } = coming
    const foreseen = isKnown(article) ? article : { ...unknown, ...article, source_id, source_name: coming.source_name }
    foreseen.here ??= { file, line }
    if (foreseen.article_id && isKnown(article)) byId.set(foreseen.article_id, foreseen)
    if (outcome === 'unchanged') return
    byBytes.set(fingerprint.toString('hex'), { article: foreseen, here: { file, line } })
    if (outcome === 'duplicate') return
    foreseen.schemes = [...new Set([...foreseen.schemes, ...identities.map(({ scheme }) => scheme)])]
    for (const key of identities.map((identity) => keyOf(source_id, identity))) if (!byIdentity.has(key)) byIdentity.set(key, foreseen)
  }

  return { known, before: ({ fingerprint }) => byBytes.get(fingerprint.toString('hex')) ?? null, remember }
}

const unknown: Omit<KnownArticle, 'source_id' | 'source_name'> = { article_id: null, schemes: [], here: null }

function isKnown(article: Decided['article']): article is KnownArticle {
  return article !== null && 'schemes' in article
}

// The same text is looked for in every source, so its key names none.
function keyOf(source_id: string, { scheme, value_sha256 }: Identity): string {
  return `${scheme === 'content' ? '' : source_id}:${scheme}:${value_sha256.toString('hex')}`
}
