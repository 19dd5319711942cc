import { z } from 'zod'
import type { Db } from '../../db/connect.ts'
import type { PersonRow } from '../../db/tables.ts'
import { listOpenInvitations } from '../access/queries.ts'
import { type Errors, read } from '../web/form.ts'
import { page } from '../web/page.ts'
import { type Room, room } from '../web/routes.ts'
import { startSession, tell } from '../web/session.ts'
import { changeRoles } from './change-roles.ts'
import { disablePerson } from './disable-person.ts'
import { enablePerson } from './enable-person.ts'
import { may } from './permissions.ts'
import { choicesOf, type PersonState, personOf, type RoleChoice, Roles, stateOf } from './person.ts'
import { listPeople, personAt } from './queries.ts'

type Listed = Pick<PersonRow, 'id' | 'name' | 'email' | 'roles' | 'created_at'> & { state: PersonState; invited_until: Date | null }

declare module '../web/page.ts' {
  interface Views {
    'users/list': { people: Listed[] }
    'users/person': { person: PersonRow; state: PersonState; is_you: boolean; choices: RoleChoice[]; errors: Errors }
  }
  interface Partials {
    'users/_roles': { choices: RoleChoice[]; error?: string | undefined }
  }
}

const RolesForm = z.object({ roles: Roles })

export function usersRoutes(db: Db): Room {
  const routes = room()

  routes.get('/people', 'people.manage', async (_req, res) => {
    const [people, open] = await Promise.all([listPeople(db), listOpenInvitations(db)])
    const told = people.map((person) => ({ ...person, state: stateOf(person), invited_until: open.get(person.id) ?? null }))
    page(res, 'users/list', { title: 'People', people: told })
  })

  routes.get('/people/:id', 'people.manage', async (req, res) => {
    const person = await personAt(db, req.params.id)
    page(res, 'users/person', { ...told(person, req), choices: choicesOf(person.roles), errors: {} })
  })

  routes.post('/people/:id/roles', 'people.manage', async (req, res) => {
    const person = await personAt(db, req.params.id)
    const form = read(RolesForm, req.body)
    if (!form.ok) return page(res.status(422), 'users/person', { ...told(person, req), choices: choicesOf([]), errors: form.errors })
    await changeRoles(db, { id: person.id, roles: form.data.roles, by: req.person, sid: req.sessionID })
    if (person.id === req.person.id) await startSession(req, personOf({ ...person, roles: form.data.roles }))
    tell(req, `${person.name} has other roles now.`)
    res.redirect(303, may(req.person, 'people.manage') ? `/people/${person.id}` : '/account')
  })

  routes.post('/people/:id/disable', 'people.manage', async (req, res) => {
    const person = await personAt(db, req.params.id)
    await disablePerson(db, { id: person.id, by: req.person })
    tell(req, `${person.name} is disabled and signed out everywhere.`)
    res.redirect(303, '/people')
  })

  routes.post('/people/:id/enable', 'people.manage', async (req, res) => {
    const person = await personAt(db, req.params.id)
    await enablePerson(db, { id: person.id, by: req.person })
    tell(req, `${person.name} may sign in again.`)
    res.redirect(303, `/people/${person.id}`)
  })

  return routes
}

function told(person: PersonRow, req: { person: { id: string } }) {
  return { title: person.name, person, state: stateOf(person), is_you: person.id === req.person.id }
}
