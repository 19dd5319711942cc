import type { Db } from '../../db/connect.ts'
import { changeRule } from '../rules/change-rule.ts'
import { proposeRule } from '../rules/propose-rule.ts'
import { Definition, sentenceOf } from '../rules/rule.ts'
import { may } from '../users/permissions.ts'
import { read, valuesOf as typedIn } from '../web/form.ts'
import { page } from '../web/page.ts'
import { type Room, room } from '../web/routes.ts'
import { tell } from '../web/session.ts'
import { showLab } from './lab-form.ts'
import { findRule, type ListedRule, listRules } from './queries.ts'
import { emptyValues, NewRuleForm, RuleForm, valuesOf, withExample } from './rule-form.ts'
import { whyNot } from './why-not.ts'

declare module '../web/page.ts' {
  interface Views {
    'lab/list': { rules: (ListedRule & { sentence: string })[]; mayPropose: boolean }
  }
}

/** The house's own rules, and the lab in which they are written and tried. */
export function labRoutes(db: Db): Room {
  const routes = room()

  routes.get('/rules', 'article.read', async (req, res) => {
    const rules = (await listRules(db)).map((rule) => ({ ...rule, sentence: said(rule.definition) }))
    page(res, 'lab/list', { title: 'House rules', rules, mayPropose: may(req.person, 'rule.propose') })
  })

  routes.get('/rules/new', 'rule.propose', async (req, res) => showLab(db, res, { person: req.person, rule: null, values: emptyValues }))

  routes.post('/rules/try', 'rule.propose', async (req, res) =>
    showLab(db, res, { person: req.person, rule: null, values: withExample(typedIn(req.body)), isTried: true }),
  )

  routes.post('/rules', 'rule.propose', async (req, res) => {
    const it = { person: req.person, rule: null }
    const form = read(NewRuleForm, req.body)
    if (!form.ok) return showLab(db, res.status(422), { ...it, ...form })
    const { name, definition } = form.data
    let id = ''
    const says = await whyNot(async () => {
      id = await proposeRule(db, { name, definition, by: req.person })
    })
    if (says) return showLab(db, res.status(422), { ...it, values: form.values, errors: { name: says } })
    tell(req, `“${name}” is proposed. It does nothing until a colleague who may switch rules on has looked at it.`)
    res.redirect(303, `/rules/${id}`)
  })

  routes.get('/rules/:id', 'article.read', async (req, res) => {
    const rule = await findRule(db, req.params.id)
    const stored = Definition.safeParse(rule.definition)
    await showLab(db, res, {
      person: req.person,
      rule,
      values: stored.success ? valuesOf(stored.data) : emptyValues,
      isTried: stored.success,
    })
  })

  routes.post('/rules/:id/try', 'rule.propose', async (req, res) => {
    const rule = await findRule(db, req.params.id)
    await showLab(db, res, { person: req.person, rule, values: withExample(typedIn(req.body)), isTried: true })
  })

  routes.post('/rules/:id/versions', 'rule.propose', async (req, res) => {
    const rule = await findRule(db, req.params.id)
    const form = read(RuleForm, req.body)
    if (!form.ok) return showLab(db, res.status(422), { person: req.person, rule, ...form })
    const says = await whyNot(() => changeRule(db, { rule_id: rule.id, ...form.data, by: req.person }))
    if (says) return showLab(db, res.status(422), { person: req.person, rule, values: form.values, errors: { text: says } })
    tell(req, `Version ${form.data.version + 1} of “${rule.name}” is proposed.`)
    res.redirect(303, `/rules/${rule.id}`)
  })

  return routes
}

function said(definition: unknown): string {
  const { success, data } = Definition.safeParse(definition)
  return success ? sentenceOf(data) : 'It cannot be understood any more. Edit it.'
}
