import type { Response } from 'express'
import { z } from 'zod'
import type { Db } from '../../db/connect.ts'
import { houseUrl } from '../access/house-url.ts'
import { linkTo, purposes } from '../access/link.ts'
import { type Errors, read, type Values } from '../web/form.ts'
import { page } from '../web/page.ts'
import { type Room, room } from '../web/routes.ts'
import { invitePerson, taken } from './invite-person.ts'
import { makeResetLink } from './make-reset-link.ts'
import { choicesOf, Email, Name, type RoleChoice, Roles } from './person.ts'
import { findPersonByEmail, personAt } from './queries.ts'

declare module '../web/page.ts' {
  interface Views {
    'users/invite': { choices: RoleChoice[]; values: Values; errors: Errors }
    'users/link': { name: string; purpose: 'invite' | 'reset'; link: string; hours: number }
  }
}

const InviteForm = z.object({ name: Name, email: Email, roles: Roles })

/** The links by which people come in: each is shown once, to be handed over. */
export function inviteRoutes(db: Db, config: { public_url: string | null; host: string; port: number }): Room {
  const routes = room()

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
    showLink(res.status(201), { name: form.data.name, purpose: 'invite', link: linkTo(houseUrl(config), 'invite', token) })
  })

  routes.post('/people/:id/link', 'people.manage', async (req, res) => {
    const person = await personAt(db, req.params.id)
    const { purpose, token } = await makeResetLink(db, { id: person.id, by: req.person })
    showLink(res.status(201), { name: person.name, purpose, link: linkTo(houseUrl(config), purpose, token) })
  })

  return routes
}

function showLink(res: Response, { name, purpose, link }: { name: string; purpose: 'invite' | 'reset'; link: string }): void {
  const title = purpose === 'invite' ? `Invite ${name}` : `A new password for ${name}`
  page(res, 'users/link', { title, name, purpose, link, hours: purposes[purpose].hours })
}
