import type { Response } from 'express'
import type { Db } from '../../db/connect.ts'
import { kinds } from '../cleaning/kinds.ts'
import { wentStale } from '../errors.ts'
import { listEvents } from '../history/queries.ts'
import { sentenceOf } from '../history/sentences.ts'
import { permissions } from '../users/permissions.ts'
import { type Errors, read, type Values } from '../web/form.ts'
import { page } from '../web/page.ts'
import { type Room, room } from '../web/routes.ts'
import { tell } from '../web/session.ts'
import { changePolicy } from './change-policy.ts'
import { changesOf, fieldOf, kindNames, type PolicyChange, PolicyForm, switches, switchNames, valuesOf, verdictWords } from './choices.ts'
import { sharesOf } from './policy.ts'
import { countForced, findApproving, findPolicy } from './queries.ts'

declare module '../web/page.ts' {
  interface Views {
    'policy/policy': PolicyPage
  }
}

type Choice = { value: string; label: string }

type PolicyPage = {
  values: Values
  errors: Errors
  /** What someone else chose meanwhile, where what was typed was about an older policy. */
  meanwhile: PolicyChange[] | null
  switches: { name: string; label: string; hint: string; isForReview: boolean }[]
  kinds: { name: string; label: string; options: Choice[] }[]
  /** How many people may approve now. */
  approvers: number
  shares: string
  waiting: number
  history: { who: string; did: string; at: Date }[]
}

export function policyRoutes(db: Db): Room {
  const routes = room()

  routes.get('/policy', 'policy.manage', async (_, res) => {
    await show(res, { values: valuesOf(await findPolicy(db)) })
  })

  routes.post('/policy', 'policy.manage', async (req, res) => {
    const form = read(PolicyForm, req.body)
    if (!form.ok) return show(res.status(422), form)
    if (await wentStale(changePolicy(db, { ...form.data, by: req.person }))) return stale(res, form)
    tell(req, 'The policy is saved. It holds for every step from now on.')
    res.redirect(303, '/policy')
  })

  // What was typed stays, and is now about the policy as it stands.
  async function stale(res: Response, form: { data: { choices: Parameters<typeof changesOf>[1] }; values: Values }): Promise<void> {
    const now = await findPolicy(db)
    const meanwhile = changesOf(form.data.choices, now)
    await show(res.status(409), { values: { ...form.values, version: String(now.version) }, meanwhile })
  }

  async function show(res: Response, it: { values: Values; errors?: Errors; meanwhile?: PolicyChange[] }): Promise<void> {
    const [{ approvers }, forced, events] = await Promise.all([
      findApproving(db, permissions['article.review']),
      countForced(db, new Date(Date.now() - ninetyDays)),
      listEvents(db, 'policy', { limit: 20 }),
    ])
    const history = events.map((event) => ({ ...sentenceOf(event), at: event.at }))
    page(res, 'policy/policy', {
      title: 'Policy',
      errors: {},
      meanwhile: null,
      ...it,
      ...choices,
      approvers,
      shares: sharesOf(forced),
      waiting: forced.waiting,
      history,
    })
  }

  return routes
}

const ninetyDays = 90 * 24 * 60 * 60_000

const choices = {
  switches: switchNames.map((name) => ({ name, ...switches[name], isForReview: name.startsWith('needs_') })),
  kinds: kindNames.map((kind) => ({
    name: fieldOf(kind),
    label: kinds[kind].label,
    options: [
      { value: '', label: `As built in: ${verdictWords[kinds[kind].verdict].toLowerCase()}` },
      ...Object.entries(verdictWords).map(([value, label]) => ({ value, label })),
    ],
  })),
}
