import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Db } from '../../db/connect.ts'
import type { PersonRow } from '../../db/tables.ts'
import { linkTo, purposes } from '../access/link.ts'
import { listOpenInvitations } from '../access/queries.ts'
import { NotFound } from '../errors.ts'
import { type Errors, read, type Values } from '../web/form.ts'
import { page } from '../web/page.ts'
import { type Room, room } from '../web/routes.ts'
import { startSession, tell } from '../web/session.ts'
import { changeRoles } from './change-roles.ts'
import { disablePerson } from './disable-person.ts'
import { enablePerson } from './enable-person.ts'
import { invitePerson, taken } from './invite-person.ts'
import { makeResetLink } from './make-reset-link.ts'
import { may, type Role, roles } from './permissions.ts'
import { Email, Name, type PersonState, personOf, Roles, roleHints, stateOf } from './person.ts'
import { findPerson, findPersonByEmail, listPeople } from './queries.ts'

type RoleChoice = { role: Role; hint: string; ticked: boolean }
type Listed = Pick<PersonRow, 'id' | 'name' | 'email' | 'roles' | 'created_at'> & { state: PersonState; invited_until: Date | null }

declare module '../web/page.ts' {
  interface Views {
    'users/list': { people: Listed[] }
    'users/invite': { choices: RoleChoice[]; values: Values; errors: Errors }
    'users/person': { person: PersonRow; state: PersonState; is_you: boolean; choices: RoleChoice[]; errors: Errors }
    'users/link': { name: string; purpose: 'invite' | 'reset'; link: string; hours: number }
  }
  interface Partials {
    'users/_roles': { choices: RoleChoice[]; error?: string | undefined }
  }
}

const InviteForm = z.object({ name: Name, email: Email, roles: Roles })
const RolesForm = z.object({ roles: Roles })

export function usersRoutes(db: Db, config: { public_url: string | null }): Room {
  const routes = room()

  routes.get('/people', 'people.manage', async (_req, res) => {
    const [people, open] = await Promise.all([listPeople(db), listOpenInvitations(db)])
    const told = people.map((person) => ({ ...person, state: stateOf(person), invited_until: open.get(person.id) ?? null }))
    page(res, 'users/list', { title: 'People', people: told })
  })

  routes.get('/people/new', 'people.manage', (_req, res) => {
    page(res, 'users/invite', { title: 'Invite someone', choices: choicesOf([]), values: {}, errors: {} })
  })

  routes.post('/people', 'people.manage', async (req, res) => {
    const form = read(InviteForm, req.body)
    const again = { title: 'Invite someone', choices: choicesOf(form.values['roles'] ?? []), values: form.values }
    if (!form.ok) return page(res.status(422), 'users/invite', { ...again, errors: form.errors })
    if (await findPersonByEmail(db, form.data.email))
      return page(res.status(422), 'users/invite', { ...again, errors: { email: taken(form.data.email) } })
    const { token } = await invitePerson(db, { ...form.data, by: req.person })
    showLink(res.status(201), { name: form.data.name, purpose: 'invite', link: linkTo(addressOf(req), 'invite', token) })
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

  routes.post('/people/:id/link', 'people.manage', async (req, res) => {
    const person = await personAt(db, req.params.id)
    const { purpose, token } = await makeResetLink(db, { id: person.id, by: req.person })
    showLink(res.status(201), { name: person.name, purpose, link: linkTo(addressOf(req), purpose, token) })
  })

  // The address that the administrator uses is one that reaches the house; ownFormsOnly has seen that the form came from it.
  const addressOf = (req: Request) => config.public_url ?? `${req.protocol}://${req.get('host')}`

  return routes
}

async function personAt(db: Db, id: string): Promise<PersonRow> {
  const person = await findPerson(db, z.uuid().parse(id))
  if (!person) throw new NotFound('There is no such person.')
  return person
}

function told(person: PersonRow, req: { person: { id: string } }) {
  return { title: person.name, person, state: stateOf(person), is_you: person.id === req.person.id }
}

function choicesOf(ticked: string | readonly string[]): RoleChoice[] {
  return roles.map((role) => ({ role, hint: roleHints[role], ticked: [ticked].flat().includes(role) }))
}

function showLink(res: Response, { name, purpose, link }: { name: string; purpose: 'invite' | 'reset'; link: string }): void {
  const title = purpose === 'invite' ? `Invite ${name}` : `A new password for ${name}`
  page(res, 'users/link', { title, name, purpose, link, hours: purposes[purpose].hours })
}
