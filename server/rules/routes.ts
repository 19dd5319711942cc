import type { Db } from '../../db/connect.ts'
import { type KindName, kinds } from '../cleaning/kinds.ts'
import { keptWords } from '../figures/figures.ts'
import { listKindFigures } from '../figures/queries.ts'
import { findPolicy } from '../policy/queries.ts'
import { page } from '../web/page.ts'
import { type Room, room } from '../web/routes.ts'

declare module '../web/page.ts' {
  interface Views {
    'rules/kinds': { kinds: readonly ShownKind[] }
  }
}

/** A kind of boilerplate as the help page shows it: what it is, what goes, what stays, and what the house has decided. */
type ShownKind = {
  name: string
  label: string
  says: string
  match: readonly string[]
  keep: readonly string[]
  verdict: 'cut' | 'check' | 'keep'
  chosen: boolean
  /** How often editors put back what was cut; null where too little was looked at. */
  kept: string | null
}

export function ruleRoutes(db: Db): Room {
  const routes = room()

  routes.get('/rules/kinds', 'article.read', async (_, res) => {
    const [{ verdicts }, figures] = await Promise.all([findPolicy(db), listKindFigures(db)])
    const keptOf = new Map(figures.map((kind) => [kind.kind, keptWords(kind)]))
    page(res, 'rules/kinds', {
      title: 'What is cut',
      kinds: shown(verdicts).map((kind) => ({ ...kind, kept: keptOf.get(kind.name) ?? null })),
    })
  })

  return routes
}

function shown(verdicts: Readonly<Record<string, ShownKind['verdict']>>): Omit<ShownKind, 'kept'>[] {
  return (Object.keys(kinds) as KindName[]).map((name) => {
    const { label, says, examples, verdict } = kinds[name]
    return { name, label, says, ...examples, verdict: verdicts[name] ?? verdict, chosen: verdicts[name] !== undefined }
  })
}
