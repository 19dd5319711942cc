import { z } from 'zod'
import type { Db } from '../../db/connect.ts'
import { findLink } from '../access/queries.ts'
import { Refusal } from '../errors.ts'
import { type Errors, read, type Values } from '../web/form.ts'
import { page } from '../web/page.ts'
import { type Room, room } from '../web/routes.ts'
import { startSession, tell } from '../web/session.ts'
import { choosePassword } from './choose-password.ts'
import { Email, isGuessable, Name, Password } from './person.ts'
import { findPerson } from './queries.ts'
import { spent, welcomePerson } from './welcome-person.ts'

declare module '../web/page.ts' {
  interface Views {
    'users/welcome': { values: Values; errors: Errors }
    'users/password': { purpose: 'invite' | 'reset'; name: string; email: string; errors: Errors }
  }
}

const own = 'This is your own name or address. Take another; a short sentence is good.'

const WelcomeForm = z
  .object({ name: Name, email: Email, password: Password })
  .refine((form) => !isGuessable(form.password, form), { path: ['password'], error: own })

function PasswordForm(person: { name: string; email: string }) {
  return z.object({ password: Password.refine((password) => !isGuessable(password, person), own) })
}

export function doorRoutes(db: Db): Room {
  const routes = room()

  routes.get('/welcome/:token', 'public', async (req, res) => {
    if (!(await findLink(db, 'first', req.params.token))) throw new Refusal(410, spent)
    page(res, 'users/welcome', { title: 'Welcome', layout: 'bare', values: {}, errors: {} })
  })

  routes.post('/welcome/:token', 'public', async (req, res) => {
    const { token } = req.params
    if (!(await findLink(db, 'first', token))) throw new Refusal(410, spent)
    const form = read(WelcomeForm, req.body)
    if (!form.ok) return page(res.status(422), 'users/welcome', { title: 'Welcome', layout: 'bare', ...form })
    await startSession(req, await welcomePerson(db, { token, ...form.data }))
    tell(req, 'Welcome. You are the administrator, and hold every role while you are alone.')
    res.redirect(303, '/')
  })

  for (const { path, purpose } of doors) {
    routes.get(`/${path}/:token`, 'public', async (req, res) => {
      page(res, 'users/password', { ...(await guestOf(db, purpose, req.params.token)), errors: {} })
    })

    routes.post(`/${path}/:token`, 'public', async (req, res) => {
      const { token } = req.params
      const guest = await guestOf(db, purpose, token)
      const form = read(PasswordForm(guest), req.body)
      if (!form.ok) return page(res.status(422), 'users/password', { ...guest, errors: form.errors })
      await startSession(req, await choosePassword(db, { purpose, token, password: form.data.password }))
      tell(req, `Welcome, ${guest.name}. Your password is set.`)
      res.redirect(303, '/')
    })
  }

  return routes
}

const doors = [
  { path: 'join', purpose: 'invite' },
  { path: 'reset', purpose: 'reset' },
] as const

/** Whom a link is for; a spent or unknown one is refused in the same words. */
async function guestOf(db: Db, purpose: 'invite' | 'reset', token: string) {
  const link = await findLink(db, purpose, token)
  const person = link?.person_id ? await findPerson(db, link.person_id) : undefined
  if (!person || person.disabled_at)
    throw new Refusal(410, 'This link was used already or is no longer good. Ask an administrator for a new one.')
  return { title: 'Choose your password', layout: 'bare' as const, purpose, name: person.name, email: person.email }
}
