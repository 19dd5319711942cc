import type { Request, RequestHandler, Response } from 'express'
import session, { type Store } from 'express-session'
import type { Passport } from 'passport'
import { Refusal } from '../errors.ts'
import type { Person } from '../users/permissions.ts'
import { isHttps } from './security.ts'

declare module 'express-session' {
  interface SessionData {
    started_at: string
    address: string
    agent: string
    notices: string[]
  }
}

declare global {
  namespace Express {
    interface User extends Person {}
    interface Request {
      person?: Person
    }
  }
}

export type Gate = InstanceType<typeof Passport>

export type Sessions = {
  secret: string
  public_url: string | null
  passport: Gate
  store: Store
  find: (id: string) => Promise<Person | undefined>
}

const oneDay = 24 * 60 * 60 * 1000
/** However busy: after a week one signs in again. */
export const longestSession = 7 * oneDay

/** Knows who is asking. The session is read from the database for each request, so one that was ended is ended at once. */
export function sessions({ secret, public_url, passport, store, find }: Sessions): RequestHandler[] {
  passport.serializeUser<string>((person, done) => done(null, person.id))
  passport.deserializeUser<string, Request>((req, id, done) => {
    if (isTooOld(req)) return done(null, false)
    find(id).then((person) => done(null, person ?? false), done)
  })
  const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure: isHttps(public_url) } as const
  const read = session({ name: sessionCookie(public_url), secret, store, cookie, resave: false, saveUninitialized: false })
  return [read, storeBeforeRedirect, passport.session() as RequestHandler, name]
}

// __Host- needs https; on plain http (a loopback address) the name says that it is the weaker one.
function sessionCookie(public_url: string | null): string {
  return isHttps(public_url) ? '__Host-cleancopy' : 'cleancopy-http'
}

// express-session sends the head of an answer before the session is stored, and a browser follows it at once: it would find the old
// session, without the person who just signed in and without what the next page is to say.
const storeBeforeRedirect: RequestHandler = (req, res, next) => {
  const before = JSON.stringify(req.session)
  const redirect = res.redirect.bind(res) as (...to: unknown[]) => void
  res.redirect = (...to: unknown[]) => {
    if (!req.session || JSON.stringify(req.session) === before) return redirect(...to)
    req.session.save((error) => (error ? next(error) : redirect(...to)))
  }
  next()
}

const name: RequestHandler = (req, _res, next) => {
  if (req.user) req.person = req.user
  next()
}

function isTooOld(req: Request): boolean {
  const started = Date.parse(req.session.started_at ?? '')
  return Number.isNaN(started) || Date.now() - started > longestSession
}

/** Signs a person in under a new session id. */
export async function startSession(req: Request, person: Person): Promise<void> {
  if (req.session.cookie.secure && !req.secure) throw new Refusal(421, unproxied)
  await new Promise<void>((done, fail) => req.logIn(person, (error) => (error ? fail(error) : done())))
  req.person = person
  req.session.started_at = new Date().toISOString()
  req.session.address = req.ip ?? ''
  req.session.agent = (req.get('user-agent') ?? '').slice(0, 300)
}

const unproxied =
  'PUBLIC_URL says https, but this request came without it, so no browser would stay signed in. Come by https; if a proxy does that, name it in TRUST_PROXY.'

/** Ends the session of this request, in the database and in the browser. */
export async function endSession(req: Request, res: Response, public_url: string | null): Promise<void> {
  await new Promise<void>((done, fail) => req.session.destroy((error) => (error ? fail(error) : done())))
  res.clearCookie(sessionCookie(public_url), { path: '/', httpOnly: true, sameSite: 'lax', secure: isHttps(public_url) })
}

/** Says a sentence on the next page that this person sees. */
export function tell(req: Request, sentence: string): void {
  req.session.notices = [...(req.session.notices ?? []), sentence]
}

/** The sentences that wait for this person; reading them takes them away. */
export function takeNotices(req: Request): string[] {
  const waiting = req.session?.notices ?? []
  if (waiting.length > 0) req.session.notices = []
  return waiting
}
