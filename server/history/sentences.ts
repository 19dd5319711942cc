import { inZone } from '../words/zone.ts'
import type { Told } from './queries.ts'

/** An event in words: who, and what they did. */
export function sentenceOf({ says, details, person_name }: Pick<Told, 'says' | 'details' | 'person_name'>): { who: string; did: string } {
  const tell = sentences[says]
  return { who: person_name ?? 'Cleancopy', did: tell ? tell(details) : says }
}

type Tell = (details: Record<string, unknown>) => string

const sentences: Record<string, Tell> = {
  imported: ({ file, cuts, checks }) => `imported it${typeof file === 'string' ? ` from ${file}` : ''} and marked ${found(cuts, checks)}`,
  written: () => 'wrote it',
  updated: () => 'took in a new text from its source',
  'update proposed': () => 'kept a new text from its source as a proposal',
  'decided a mark': ({ to, kind, mark_ids }) => `${verdicts[String(to)] ?? 'decided'} ${marks(mark_ids)}${ofKind(kind)}`,
  'took back a decision': ({ mark_ids, kind }) => `took back a decision on ${marks(mark_ids)}${ofKind(kind)}`,
  'cut words by hand': ({ kind }) => `cut words by hand${ofKind(kind)}`,
  'edited a paragraph': ({ revision_id }) => (revision_id ? 'edited a paragraph' : 'cut or kept words by hand'),
  'edited the text': ({ revision_id }) => (revision_id ? 'edited the text' : 'cut or kept words by hand'),
  'restored a revision': ({ restored }) => `restored revision ${String(restored)}`,
  'adopted a new text': () => 'adopted the new text from its source',
  'edited details': ({ fields }) => `changed ${Array.isArray(fields) ? fields.join(', ') : 'details'}`,
  'confirmed the title': () => 'confirmed the title',
  submitted: (details) => `submitted it for review${planned(details, ', ')}${noted(details['note'])}`,
  planned: (details) => planned(details) || 'planned it',
  recalled: ({ note }) => `recalled it to draft${noted(note)}`,
  'requested changes': () => 'requested changes',
  approved: () => 'approved this very text',
  published: ({ scheduled_for }) => (scheduled_for ? 'published it, as scheduled' : 'published it'),
  'published unreviewed': ({ reason }) => `published it unreviewed: ${String(reason)}`,
  'approved afterwards': ({ reviewed }) => `approved the live copy afterwards${reviewed ? '' : '; another approval is needed'}`,
  scheduled: ({ at, zone }) => `scheduled it for ${moment(at, zone)}`,
  unscheduled: ({ because }) => `took it off the schedule${typeof because === 'string' ? `: ${because}` : ''}`,
  claimed: () => 'claimed it',
  released: () => 'let go of it',
  'took over': () => 'took it over',
  'opened for changes': () => 'opened it for changes',
  'opened for a correction': () => 'opened it for a correction',
  killed: ({ reason }) => `killed it: ${String(reason)}`,
  'discarded changes': () => 'discarded the changes',
  withdrawn: ({ reason }) => `withdrew it: ${String(reason)}`,
  reinstated: ({ reason }) => `reinstated it: ${String(reason)}`,
  spiked: () => 'set it aside',
  unspiked: () => 'took it up again',
  commented: ({ blocking }) => (blocking ? 'commented, to be resolved before an approval' : 'commented'),
  'answered a comment': () => 'answered a comment',
  'resolved a comment': () => 'resolved a comment',
  tagged: ({ tag }) => `tagged it${typeof tag === 'string' ? ` “${tag}”` : ''}`,
  untagged: ({ tag }) => `took off the tag${typeof tag === 'string' ? ` “${tag}”` : ''}`,
  'export started': ({ format }) => `began an export${typeof format === 'string' ? ` as .${format}` : ''}`,
  'export broken off': ({ count }) => `broke off an export after ${String(count ?? 0)} articles`,
  'began an import': () => 'brought files in for an import',
  'planned an import': () => 'planned an import',
  'ran an import': () => 'ran an import',
  'finished an import': () => 'finished an import',
  'cancelled an import': () => 'cancelled an import',
  'gave an import up': () => 'gave an import up',
  'discarded an import': () => 'discarded an import',
  'let an import go': () => 'let an import go',
  'began a batch': ({ act, items }) => `began to ${String(act).replaceAll('-', ' ')} ${String(items)} articles at once`,
  'cancelled a batch': () => 'cancelled a batch',
  'retried a batch': () => 'had what failed of a batch tried again',
  'saved a view': ({ name }) => `saved the view “${String(name)}”`,
  'changed a view': ({ name }) => `changed the view “${String(name)}”`,
  'deleted a view': ({ name }) => `deleted the view “${String(name)}”`,
  'made a source': ({ name }) => `added the source “${String(name)}”`,
  invited: () => 'invited a colleague',
  joined: () => 'joined',
  added: () => 'added a colleague',
  'became the first administrator': () => 'became the first administrator',
  'changed roles': () => 'changed the roles of a colleague',
  disabled: () => 'disabled an account',
  enabled: () => 'enabled an account',
  'made link': () => 'made a link to choose a password',
  'reset password': () => 'chose a new password',
  'changed password': () => 'changed the password',
  'changed name': () => 'changed the name',
  'chose notifications': () => 'chose what to be told',
  'revoked session': () => 'ended a session',
  'signed in': () => 'signed in',
  'failed to sign in': () => 'failed to sign in',
  'slowed a sign-in': () => 'made further tries to sign in wait',
  'was refused': ({ method, path, last }) =>
    `was refused ${String(method)} ${String(path)}${last ? '; more of the kind are not written down for a quarter of an hour' : ''}`,
  'signed out': () => 'signed out',
  'downloaded the audit': () => 'downloaded the audit',
  'changed the policy': ({ changes }) => `changed the policy: ${changed(changes)}`,
  'switched four-eyes on': () => 'switched four-eyes on',
  'proposed a rule': ({ name }) => `proposed the rule ${quoted(name)}`,
  'changed a rule': ({ name, version }) => `proposed version ${String(version)} of the rule ${quoted(name)}`,
  'switched a rule on': ({ name, version }) => `switched the rule ${quoted(name)} on, version ${String(version)}`,
  'switched a rule off': ({ name, because }) => `switched the rule ${quoted(name)} off${noted(because)}`,
  'dropped a rule': ({ name, because }) => `dropped the proposed rule ${quoted(name)}${noted(because)}`,
  'a rule broke': ({ name, because }) => `switched the rule ${quoted(name)} off because it broke: ${String(because)}`,
  exported: ({ format }) => `exported it${typeof format === 'string' ? ` as .${format}` : ''}`,
}

const hurry: Record<string, string> = { 0: 'normal', 1: 'high', 2: 'urgent' }

// What an event changed of who is to see to it, by when, and how soon.
function planned({ assignee, assignee_id, due_at, priority }: Record<string, unknown>, before = ''): string {
  const parts = [
    ...(assignee_id === undefined ? [] : [assignee_id ? `gave it to ${String(assignee ?? 'a colleague')}` : 'gave it to nobody']),
    ...(due_at === undefined ? [] : [due_at ? `set it due ${moment(due_at, 'UTC')}` : 'took its due date off']),
    ...(priority === undefined ? [] : [`made its priority ${hurry[String(priority)] ?? String(priority)}`]),
  ]
  return parts.length === 0 ? '' : `${before}${parts.join(', ')}`
}

/** Every kind of event that has its own words. */
export const eventKinds: readonly string[] = Object.keys(sentences)

function moment(at: unknown, zone: unknown): string {
  const utc = `${String(at).slice(0, 16).replace('T', ' ')} UTC`
  return typeof zone === 'string' && zone !== 'UTC' ? `${inZone(new Date(String(at)), zone)} (${utc})` : utc
}

function changed(changes: unknown): string {
  const all = (Array.isArray(changes) ? changes : []) as { what: string; before: string; after: string }[]
  return all.map(({ what, before, after }) => `“${what}” from ${before} to ${after}`).join('; ')
}

const verdicts: Record<string, string> = { cut: 'cut', keep: 'kept', check: 'set back to check' }

function marks(ids: unknown): string {
  return Array.isArray(ids) && ids.length > 1 ? `${ids.length} marks` : 'a mark'
}

function ofKind(kind: unknown): string {
  return typeof kind === 'string' && kind !== 'by-hand' ? ` (${kind.replaceAll('-', ' ')})` : ''
}

const quoted = (name: unknown): string => `“${String(name)}”`

function noted(note: unknown): string {
  return typeof note === 'string' && note !== '' ? `: “${note}”` : ''
}

function found(cuts: unknown, checks: unknown): string {
  const cut = Number(cuts ?? 0)
  const check = Number(checks ?? 0)
  if (cut + check === 0) return 'nothing'
  return [cut > 0 ? `${cut} to cut` : '', check > 0 ? `${check} to check` : ''].filter(Boolean).join(', ')
}
