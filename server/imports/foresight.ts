import type { Identity } from './identity.ts'
import type { Coming, Decided, Known, KnownArticle, Place } from './outcome.ts'

/** What the items planned so far will have changed when the next one is run, so that the plan is what the report will be. */
export type Foresight = {
  overlay: (coming: Coming, known: readonly Known[]) => Known[]
  remember: (coming: Coming & Place & { source_name: string }, decided: Decided) => void
}

export function foresight(): Foresight {
  const byIdentity = new Map<string, KnownArticle>()
  const byId = new Map<string, KnownArticle>()
  const seen = (article: KnownArticle): KnownArticle => (article.article_id && byId.get(article.article_id)) || article
  return {
    overlay: ({ source_id, identities }, known) => {
      const stored = known.map(({ scheme, article }) => ({ scheme, article: seen(article) }))
      const planned = identities.flatMap((identity) => {
        if (known.some(({ scheme, article }) => scheme === identity.scheme && article.source_id === source_id)) return []
        const article = byIdentity.get(keyOf(source_id, identity))
        return article ? [{ scheme: identity.scheme, article }] : []
      })
      return [...stored, ...planned]
    },
    remember: (coming, decided) => {
      const after = articleAfter(coming, decided)
      if (after.article_id) byId.set(after.article_id, after)
      for (const identity of coming.identities) {
        const key = keyOf(coming.source_id, identity)
        if (isStored(decided) && !byIdentity.has(key)) byIdentity.set(key, after)
      }
      for (const [key, article] of byIdentity) if (article === decided.article) byIdentity.set(key, after)
    },
  }
}

function isStored({ outcome }: Decided): boolean {
  return outcome === 'created' || outcome === 'updated'
}

function articleAfter(coming: Coming & Place & { source_name: string }, decided: Decided): KnownArticle {
  const { source_id, source_name, fingerprint, file, line, identities } = coming
  const before = decided.article
  const here = before?.here ?? { file, line, outcome: decided.outcome }
  if (before && !isStored(decided)) return { ...before, here }
  const schemes = [...new Set([...(before?.schemes ?? []), ...identities.map(({ scheme }) => scheme)])]
  return { article_id: before?.article_id ?? null, source_id, source_name, schemes, fingerprint, here }
}

// The same text is looked for in every source, so its key names none.
function keyOf(source_id: string, { scheme, value_sha256 }: Identity): string {
  return `${scheme === 'content' ? '' : source_id}:${scheme}:${value_sha256.toString('hex')}`
}
