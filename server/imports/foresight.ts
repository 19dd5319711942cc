import type { Identity } from './identity.ts'
import type { Coming, Decided, Known, KnownArticle, Place } from './outcome.ts'

export type Named = Coming & Place & { source_name: string }

/** What the items planned so far will have changed when the next one is run, so that the plan is what the report will be. */
export type Foresight = {
  overlay: (coming: Coming, known: readonly Known[]) => Known[]
  remember: (coming: Named, decided: Decided) => void
}

export function foresight(): Foresight {
  const byIdentity = new Map<string, KnownArticle>()
  const byId = new Map<string, KnownArticle>()
  return {
    overlay: ({ source_id, identities }, known) => {
      const stored = known.map(({ scheme, article }) => ({ scheme, article: byId.get(article.article_id ?? '') ?? article }))
      const planned = identities.flatMap((identity) => {
        const article = byIdentity.get(keyOf(source_id, identity))
        return article && !stored.some((hit) => hit.scheme === identity.scheme && hit.article.source_id === source_id)
          ? [{ scheme: identity.scheme, article }]
          : []
      })
      return [...stored, ...planned]
    },
    remember: (coming, decided) => {
      const article = decided.article ?? planned(coming)
      const { outcome } = decided
      article.here ??= { file: coming.file, line: coming.line, outcome }
      if (article.article_id) byId.set(article.article_id, article)
      if (outcome !== 'created' && outcome !== 'updated') return
      article.fingerprint = coming.fingerprint
      article.schemes = [...new Set([...article.schemes, ...coming.identities.map(({ scheme }) => scheme)])]
      for (const key of coming.identities.map((identity) => keyOf(coming.source_id, identity))) {
        if (!byIdentity.has(key)) byIdentity.set(key, article)
      }
    },
  }
}

function planned({ source_id, source_name }: Named): KnownArticle {
  return { article_id: null, source_id, source_name, schemes: [], fingerprint: null, here: null }
}

// The same text is looked for in every source, so its key names none.
function keyOf(source_id: string, { scheme, value_sha256 }: Identity): string {
  return `${scheme === 'content' ? '' : source_id}:${scheme}:${value_sha256.toString('hex')}`
}
