import type { Response } from 'express'
import type { z } from 'zod'
import type { Db } from '../../db/connect.ts'
import { eventKinds } from '../history/sentences.ts'
import { may, type Person } from '../users/permissions.ts'
import { download } from '../web/download.ts'
import { type Errors, read, type Values } from '../web/form.ts'
import { page } from '../web/page.ts'
import { type Room, room } from '../web/routes.ts'
import { AuditForm, AuditPage, articleNamed, cursorOf, system } from './audit-address.ts'
import { type AuditLine, auditLine } from './audit-line.ts'
import { downloadAudit } from './download-audit.ts'
import { type AuditFilter, findArticleNamed, listAudit, listNames } from './queries.ts'

declare module '../web/page.ts' {
  interface Views {
    'audit/list': AuditList
  }
}

type Choice = { value: string; label: string }
type AuditList = {
  values: Record<(typeof fields)[number], string>
  errors: Errors
  isFiltered: boolean
  people: readonly Choice[]
  kinds: readonly Choice[]
  lines: readonly AuditLine[]
  newer: string | null
  older: string | null
}

const fields = ['person', 'kind', 'article', 'from', 'to'] as const
const limit = 50
const oneDay = 24 * 60 * 60_000

export function auditRoutes(db: Db): Room {
  const routes = room()

  routes.get('/audit', 'audit.read', async (req, res) => {
    const form = read(AuditForm, req.query)
    const { filter, errors } = form.ok ? await filterOf(db, form.data) : { filter: {}, errors: form.errors }
    const isWrong = Object.keys(errors).length > 0
    await show(isWrong ? res.status(422) : res, { filter: isWrong ? null : filter, values: form.values, errors, by: req.person })
  })

  routes.post('/audit/csv', 'audit.read', async (req, res) => {
    const form = read(AuditForm, req.body)
    const { filter, errors } = form.ok ? await filterOf(db, form.data) : { filter: {}, errors: form.errors }
    if (Object.keys(errors).length > 0) return show(res.status(422), { filter: null, values: form.values, errors, by: req.person })
    const text = await downloadAudit(db, { filter, by: req.person })
    await download(res, {
      name: `audit-${new Date().toISOString().slice(0, 10)}.csv`,
      type: 'text/csv; charset=utf-8; header=present',
      text,
    })
  })

  type Shown = { filter: AuditFilter | null; values: Values; errors: Errors; by: Person }

  async function show(res: Response, { filter, values, errors, by }: Shown): Promise<void> {
    const place = AuditPage.parse(res.req.query)
    const [people, found] = await Promise.all([listNames(db), filter && listAudit(db, { filter, ...place, limit })])
    const shown = shownValues(values)
    const [first, last] = [found?.events[0], found?.events.at(-1)]
    page(res, 'audit/list', {
      title: 'Audit',
      values: shown,
      errors,
      isFiltered: Object.values(shown).some(Boolean),
      people: [{ value: system, label: 'Cleancopy itself' }, ...people.map(({ id, name }) => ({ value: id, label: name }))],
      kinds,
      lines: (found?.events ?? []).map(auditLine).map((line) => ({ ...line, href: openTo(by, line.href) })),
      newer: found?.newer && first ? addressOf(shown, { after: cursorOf(first) }) : null,
      older: found?.older && last ? addressOf(shown, { before: cursorOf(last) }) : null,
    })
  }

  return routes
}

async function filterOf(
  db: Db,
  { person, kind, article, from, to }: z.output<typeof AuditForm>,
): Promise<{ filter: AuditFilter; errors: Errors }> {
  const id = article ? await findArticleNamed(db, articleNamed(article)) : undefined
  const filter = {
    ...(person && { person_id: person === system ? null : person }),
    ...(kind && { says: kind }),
    ...(id && { stream: `article:${id}` }),
    ...(from && { from }),
    ...(to && { until: new Date(to.getTime() + oneDay) }),
  }
  return { filter, errors: article && !id ? { article: 'There is no such article. Paste the address of its page.' } : {} }
}

const kinds = eventKinds
  .toSorted((a, b) => a.localeCompare(b, 'en'))
  .map((value) => ({ value, label: value[0]?.toUpperCase() + value.slice(1) }))

function shownValues(values: Values): AuditList['values'] {
  const [person = '', kind = '', article = '', from = '', to = ''] = fields.map((name) => [values[name] ?? ''].flat()[0])
  return { person, kind, article, from, to }
}

// A door that is shut is not offered.
function openTo(by: Person, href: string | null): string | null {
  if (href?.startsWith('/people/') && !may(by, 'people.manage')) return null
  if (href === '/policy' && !may(by, 'policy.manage')) return null
  return href === '/exports' && !may(by, 'export.make') ? null : href
}

function addressOf(values: AuditList['values'], place: Record<string, string>): string {
  const typed = Object.entries({ ...values, ...place }).filter(([, value]) => value !== '')
  return `/audit?${new URLSearchParams(typed)}`
}
