import type { Response } from 'express'
import type { Db } from '../../db/connect.ts'
import { retireRule } from '../rules/retire-rule.ts'
import { Definition } from '../rules/rule.ts'
import { switchRuleOn } from '../rules/switch-rule-on.ts'
import type { Person } from '../users/permissions.ts'
import { type Room, room } from '../web/routes.ts'
import { tell } from '../web/session.ts'
import { findHits } from './find-hits.ts'
import { findRule } from './queries.ts'
import { whyNot } from './why-not.ts'

/** Switching a house rule on and off, and dropping what is only proposed. */
export function switchRoutes(db: Db): Room {
  const routes = room()

  routes.post('/rules/:id/versions/:version/on', 'rule.switch', async (req, res) => {
    const rule = await findRule(db, req.params.id)
    const { success, data } = Definition.safeParse(rule.definition)
    const warnings = success && req.body?.['confirmed'] !== 'yes' ? (await findHits(db, data, null)).warnings : []
    if (warnings.length > 0) {
      tell(req, `It is not switched on yet. ${warnings.join(' ')} Say below that you have seen it.`)
      return res.redirect(303, `/rules/${rule.id}`)
    }
    const says = await whyNot(() => switchRuleOn(db, { rule_id: rule.id, version: Number(req.params.version) || 0, by: req.person }))
    tell(req, says ?? `“${rule.name}” is on: it cleans what comes in from now on.`)
    res.redirect(303, `/rules/${rule.id}`)
  })

  routes.post('/rules/:id/off', 'rule.switch', async (req, res) => retire(res, { id: req.params.id, state: 'active', by: req.person }))
  routes.post('/rules/:id/drop', 'rule.propose', async (req, res) => retire(res, { id: req.params.id, state: 'draft', by: req.person }))

  async function retire(res: Response, { id, state, by }: { id: string; state: 'draft' | 'active'; by: Person }): Promise<void> {
    const rule = await findRule(db, id)
    const because = state === 'active' ? 'switched off by hand' : 'dropped by hand'
    const says = await whyNot(() => retireRule(db, { rule_id: id, state, because, by }))
    tell(res.req, says ?? `“${rule.name}” is ${state === 'active' ? 'off' : 'dropped'}.`)
    res.redirect(303, `/rules/${id}`)
  }

  return routes
}
