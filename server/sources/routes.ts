import type { Response } from 'express'
import type { Db } from '../../db/connect.ts'
import { Conflict } from '../errors.ts'
import { may, type Person } from '../users/permissions.ts'
import { type Errors, read, type Values } from '../web/form.ts'
import { page } from '../web/page.ts'
import { type Room, room } from '../web/routes.ts'
import { tell } from '../web/session.ts'
import { languageName } from '../words/language.ts'
import { makeSource } from './make-source.ts'
import { listSources } from './queries.ts'
import { SourceForm } from './source.ts'

declare module '../web/page.ts' {
  interface Views {
    'sources/list': { sources: readonly ListedSource[]; values: Values; errors: Errors; mayManage: boolean }
  }
}

type ListedSource = { name: string; slug: string; language: string; rights: string; created_at: Date }

/** The publishers whose articles come in. */
export function sourceRoutes(db: Db): Room {
  const routes = room()

  routes.get('/sources', 'article.read', async (req, res) => {
    await show(res, req.person, { values: {}, errors: {} })
  })

  routes.post('/sources', 'source.manage', async (req, res) => {
    const form = read(SourceForm, req.body)
    if (!form.ok) return show(res.status(422), req.person, form)
    const taken = await isTaken(() => makeSource(db, { ...form.data, by: req.person }))
    if (taken) return show(res.status(422), req.person, { values: form.values, errors: { name: taken } })
    tell(req, `“${form.data.name}” is added.`)
    res.redirect(303, '/sources')
  })

  async function show(res: Response, person: Person, { values, errors }: { values: Values; errors: Errors }): Promise<void> {
    const sources = (await listSources(db)).map(({ language, may_be_read, may_be_exported, ...source }) => ({
      ...source,
      language: languageName(language),
      rights: rightsOf(may_be_read, may_be_exported),
    }))
    page(res, 'sources/list', { title: 'Sources', sources, values, errors, mayManage: may(person, 'source.manage') })
  }

  return routes
}

async function isTaken(make: () => Promise<unknown>): Promise<string | null> {
  try {
    await make()
    return null
  } catch (error) {
    if (error instanceof Conflict) return error.message
    throw error
  }
}

function rightsOf(read: boolean, exported: boolean): string {
  if (read && exported) return 'Public, exported'
  if (read) return 'Public, not exported'
  return exported ? 'In the house, exported' : 'In the house only'
}
