import { z } from 'zod'
import type { Db } from '../../db/connect.ts'
import { NotFound } from '../errors.ts'
import { tryPassword } from '../sign-in/try-password.ts'
import { changePassword } from '../users/change-password.ts'
import { may, type Person } from '../users/permissions.ts'
import { isGuessable, Name, Password } from '../users/person.ts'
import { listSessions, type Sitting } from '../users/queries.ts'
import { renamePerson } from '../users/rename-person.ts'
import { revokeSession } from '../users/revoke-session.ts'
import { type Errors, read, type Values } from '../web/form.ts'
import { page } from '../web/page.ts'
import { type Room, room, type SignedIn } from '../web/routes.ts'
import { startSession, tell } from '../web/session.ts'
import { deviceOf } from './device.ts'

declare module '../web/page.ts' {
  interface Views {
    'account/account': { person: Person; sessions: (Sitting & { device: string })[]; values: Values; errors: Errors }
  }
}

const NameForm = z.object({ name: Name })

function PasswordForm(person: Person) {
  return z.object({
    current_password: z.string().min(1, 'Type the password you have now.').max(1000, 'This is not the password you have now.'),
    password: Password.refine(
      (password) => !isGuessable(password, person),
      'This is your own name or address. Take another; a short sentence is good.',
    ),
  })
}

export function accountRoutes(db: Db): Room {
  const routes = room()

  routes.get('/', 'own.account', (req, res) => {
    res.redirect(303, may(req.person, 'article.review') ? '/review' : '/articles')
  })

  routes.get('/account', 'own.account', async (req, res) => {
    page(res, 'account/account', await accountOf(db, req))
  })

  routes.post('/account/name', 'own.account', async (req, res) => {
    const form = read(NameForm, req.body)
    if (!form.ok) return page(res.status(422), 'account/account', { ...(await accountOf(db, req)), ...form })
    await renamePerson(db, { person: req.person, name: form.data.name })
    tell(req, 'Your name is changed.')
    res.redirect(303, '/account')
  })

  routes.post('/account/password', 'own.account', async (req, res) => {
    const form = read(PasswordForm(req.person), req.body)
    if (!form.ok) return page(res.status(422), 'account/account', { ...(await accountOf(db, req)), errors: form.errors })
    const { current_password, password } = form.data
    const answer = await tryPassword(db, { email: req.person.email, password: current_password, address: req.ip ?? '' })
    if ('refused' in answer)
      return page(res.status(422), 'account/account', { ...(await accountOf(db, req)), errors: { current_password: wrong(answer) } })
    await changePassword(db, { person: req.person, password, sid: req.sessionID })
    await startSession(req, req.person)
    tell(req, 'Your password is changed. All your other sessions have ended.')
    res.redirect(303, '/account')
  })

  routes.post('/account/sessions/:id/revoke', 'own.account', async (req, res) => {
    if (!/^[0-9a-f]{64}$/.test(req.params.id)) throw new NotFound('There is no such session.')
    await revokeSession(db, { person: req.person, id: req.params.id })
    tell(req, 'That session has ended.')
    res.redirect(303, '/account')
  })

  return routes
}

function wrong({ refused, status }: { refused: string; status: number }): string {
  return status === 429 ? refused : 'This is not the password you have now.'
}

async function accountOf(db: Db, req: SignedIn) {
  const sessions = await listSessions(db, req.person.id, req.sessionID)
  const told = sessions.map((session) => ({ ...session, device: deviceOf(session.agent) }))
  return { title: 'Your account', person: req.person, sessions: told, values: { name: req.person.name }, errors: {} }
}
