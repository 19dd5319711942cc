import { z } from 'zod'
import type { PolicyRow } from '../../db/tables.ts'
import { type KindName, kinds } from '../cleaning/kinds.ts'

/** What an administrator chooses for the house. */
export type Choices = Omit<PolicyRow, 'version' | 'active_rules'>

export const switches = {
  four_eyes: {
    label: 'Four-eyes: nobody approves what they wrote, changed or submitted',
    hint: 'It binds the act, not the role. A lone person cannot work with it.',
  },
  needs_confirmed_title: { label: 'A title that was only suggested is confirmed before review', hint: '' },
  needs_decided_marks: {
    label: 'Every mark to check is decided before review',
    hint: 'Else the reviewer decides; nothing is approved before.',
  },
  needs_tags: { label: 'An article has a tag before review', hint: '' },
  force_publish: {
    label: 'A publisher may publish unreviewed',
    hint: 'With a reason and the password again. The text stands as unreviewed until somebody else approves it afterwards.',
  },
  approve_unopened: {
    label: 'Many articles may be approved at once without opening each',
    hint: 'Else whoever approves in bulk has opened every one of them since it last changed.',
  },
} as const satisfies Partial<Record<keyof Choices, { label: string; hint: string }>>

export type SwitchName = keyof typeof switches
export const switchNames = Object.keys(switches) as SwitchName[]
export const kindNames = Object.keys(kinds) as KindName[]

export const verdictWords = { cut: 'Sure finds are cut', check: 'A person is asked', keep: 'Shown, and kept' } as const

const ticked = z
  .string()
  .optional()
  .transform((text) => text === 'yes')
const whole = (least: number, most: number, says: string) => z.coerce.number(says).int(says).min(least, says).max(most, says)

const Switches = z.object(Object.fromEntries(switchNames.map((name) => [name, ticked])) as Record<SwitchName, typeof ticked>)
const verdict = z.enum(['', 'cut', 'check', 'keep'], 'Choose one of these.')
const Verdicts = z.object(Object.fromEntries(kindNames.map((name) => [fieldOf(name), verdict])) as Record<FieldName, typeof verdict>)

export const PolicyForm = z
  .object({
    approvals_needed: whole(0, 5, 'Give a number from 0 to 5.'),
    upload_days: whole(1, 90, 'Give a number of days from 1 to 90.'),
    version: whole(1, 2 ** 31 - 1, 'This form is damaged. Open the policy again.'),
  })
  .extend(Switches.shape)
  .extend(Verdicts.shape)
  .transform((form) => {
    const chosen = kindNames.map((name) => [name, form[fieldOf(name)]] as const)
    const verdicts = Object.fromEntries(chosen.filter(([, verdict]) => verdict !== '')) as PolicyRow['verdicts']
    const { version, approvals_needed, upload_days } = form
    const on = Object.fromEntries(switchNames.map((name) => [name, form[name]])) as Record<SwitchName, boolean>
    return { version, choices: { ...on, approvals_needed, upload_days, verdicts } }
  })

type FieldName = `verdict-${KindName}`

/** The name of the field for a kind of boilerplate. */
export function fieldOf(kind: KindName): FieldName {
  return `verdict-${kind}`
}

/** The policy as the values of its form. */
export function valuesOf(policy: PolicyRow): Record<string, string> {
  const on = switchNames.filter((name) => policy[name]).map((name) => [name, 'yes'])
  const verdicts = kindNames.map((name) => [fieldOf(name), policy.verdicts[name] ?? ''])
  const numbers = (['approvals_needed', 'upload_days', 'version'] as const).map((name) => [name, String(policy[name])])
  return Object.fromEntries([...on, ...verdicts, ...numbers])
}

export type PolicyChange = { what: string; before: string; after: string }

/** What differs between two policies, in words. */
export function changesOf(before: Choices, after: Choices): PolicyChange[] {
  const onOff = (on: boolean) => (on ? 'yes' : 'no')
  const verdictOf = (choices: Choices, kind: KindName) => choices.verdicts[kind] ?? `${kinds[kind].verdict} (built in)`
  return [
    ...switchNames.map((name) => ({ what: switches[name].label, before: onOff(before[name]), after: onOff(after[name]) })),
    { what: 'Approvals needed', before: String(before.approvals_needed), after: String(after.approvals_needed) },
    ...kindNames.map((kind) => ({ what: kinds[kind].label, before: verdictOf(before, kind), after: verdictOf(after, kind) })),
    { what: 'Days for which uploads are kept', before: String(before.upload_days), after: String(after.upload_days) },
  ].filter(({ before, after }) => before !== after)
}
