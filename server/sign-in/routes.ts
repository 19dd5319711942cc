import type { Request, Response } from 'express'
import { Strategy } from 'passport-local'
import { z } from 'zod'
import type { Db } from '../../db/connect.ts'
import type { SignInPage } from '../web/ask-to-sign-in.ts'
import { read } from '../web/form.ts'
import { carried, type Kept, uncarried } from '../web/kept.ts'
import { ownPath } from '../web/own-path.ts'
import { page } from '../web/page.ts'
import { type Room, room } from '../web/routes.ts'
import { endSession, type Gate, startSession } from '../web/session.ts'
import { recordSignOut } from './record-sign-out.ts'
import { type SignedIn, signIn } from './sign-in.ts'

declare module '../web/page.ts' {
  interface Views {
    'sign-in/resend': { kept: Kept }
  }
}

const SignInForm = z.object({
  email: z.string().trim().min(1, 'Type your e-mail address.').max(254, 'This is longer than an e-mail address can be.'),
  password: z.string().min(1, 'Type your password.').max(1000, 'This is longer than a password can be.'),
})

export function signInRoutes(db: Db, passport: Gate, config: { public_url: string | null }): Room {
  const routes = room()
  const ask = asker(db, passport)

  routes.get('/sign-in', 'public', (req, res) => {
    const next = ownPath(req.query['next'], '')
    if (req.person) return res.redirect(303, next || '/')
    showForm(res, { next })
  })

  routes.post('/sign-in', 'public', async (req, res) => {
    const form = read(SignInForm, req.body)
    const kept = uncarried(form.values)
    const again = {
      values: { email: form.values['email'] ?? '' },
      next: ownPath(form.values['next'], ''),
      hidden: kept ? carried(kept) : [],
    }
    if (!form.ok) return showForm(res.status(422), { ...again, errors: form.errors })
    const answer = await ask(req, res)
    if ('refused' in answer) return showForm(res.status(answer.status), { ...again, errors: { password: answer.refused } })
    await startSession(req, answer.person)
    if (kept) return page(res, 'sign-in/resend', { title: 'What you typed is still here', layout: 'bare', kept })
    res.redirect(303, again.next || '/')
  })

  routes.post('/sign-out', 'public', async (req, res) => {
    if (req.person) await recordSignOut(db, { person: req.person, address: req.ip ?? '' })
    await endSession(req, res, config.public_url)
    res.redirect(303, '/sign-in')
  })

  return routes
}

function showForm(res: Response, it: Partial<SignInPage>): void {
  page(res, 'sign-in/form', { title: 'Sign in', layout: 'bare', says: null, next: '', hidden: [], values: {}, errors: {}, ...it })
}

function asker(db: Db, passport: Gate): (req: Request, res: Response) => Promise<SignedIn> {
  const fields = { usernameField: 'email', passReqToCallback: true } as const
  passport.use(
    new Strategy(fields, (req, email, password, done) => {
      signIn(db, { email, password, address: req.ip ?? '' }).then((answer) => done(null, answer as never), done)
    }),
  )
  return (req, res) =>
    new Promise((resolve, reject) => {
      const decide = (error: unknown, answer: SignedIn) => (error ? reject(error) : resolve(answer))
      passport.authenticate('local', { session: false }, decide)(req, res, reject)
    })
}
