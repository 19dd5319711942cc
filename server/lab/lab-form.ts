import type { Response } from 'express'
import type { Db } from '../../db/connect.ts'
import { kinds } from '../cleaning/kinds.ts'
import { type Failing, failingExamples } from '../rules/examples.ts'
import { Definition, places, sentenceOf, stretches, verdicts, ways } from '../rules/rule.ts'
import { listSources } from '../sources/queries.ts'
import { may, type Person } from '../users/permissions.ts'
import { type Errors, read, type Values } from '../web/form.ts'
import { page } from '../web/page.ts'
import { findHits, type Tried } from './find-hits.ts'
import type { LabRule } from './queries.ts'
import { TryForm } from './rule-form.ts'

declare module '../web/page.ts' {
  interface Views {
    'lab/lab': LabPage
  }
  interface Partials {
    'lab/_hits': { tried: Tried; mayPropose: boolean; to: string }
  }
}

type Choice = { value: string; label: string }

type LabPage = {
  rule: LabRule | null
  values: Values
  errors: Errors
  tried: Tried | null
  sentence: string | null
  failing: Failing[]
  sources: Choice[]
  choices: typeof choices
  mayPropose: boolean
  maySwitch: boolean
  maySwitchOff: boolean
  /** Where the form is tried, and where it is stored. */
  to: { try: string; save: string }
}

type Shown = { person: Person; rule: LabRule | null; values: Values; errors?: Errors; isTried?: boolean }

/** The lab: the rule as it stands in the form, and what it would find. */
export async function showLab(db: Db, res: Response, it: Shown): Promise<void> {
  const { person, rule, values, errors = {}, isTried = false } = it
  const form = read(TryForm, values)
  const definition = form.ok ? form.data.definition : null
  const sources = (await listSources(db)).map(({ id, name }) => ({ value: id, label: name }))
  page(res, 'lab/lab', {
    title: rule?.name ?? 'New house rule',
    rule,
    values,
    errors: isTried && !form.ok ? form.errors : errors,
    tried: definition ? await findHits(db, definition, activeOf(rule)) : null,
    sentence: definition ? sentenceOf(definition) : null,
    failing: definition ? failingExamples(definition) : [],
    sources,
    choices,
    mayPropose: may(person, 'rule.propose'),
    maySwitch: may(person, 'rule.switch') && rule?.state === 'draft',
    maySwitchOff: may(person, 'rule.switch'),
    to: rule ? { try: `/rules/${rule.id}/try`, save: `/rules/${rule.id}/versions` } : { try: '/rules/try', save: '/rules' },
  })
}

const options = (table: Readonly<Record<string, string>>): Choice[] => Object.entries(table).map(([value, label]) => ({ value, label }))
const choices = {
  verdicts: options(verdicts),
  stretches: options(stretches),
  ways: options(ways),
  places: options(places),
  kinds: Object.entries(kinds).map(([value, { label }]) => ({ value, label })),
}

function activeOf(rule: LabRule | null) {
  const { success, data } = Definition.safeParse(rule?.active?.definition)
  return rule?.active && success ? { id: rule.id, version: rule.active.version, name: rule.name, definition: data } : null
}
