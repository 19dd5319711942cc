import type { Request, Response } from 'express'
import multer from 'multer'
import { Refusal } from '../errors.ts'
import { type Errors, type Values, valuesOf } from './form.ts'
import { carried, type KeptField, keptOf } from './kept.ts'
import { page } from './page.ts'
import { wantsJson } from './wants-json.ts'

declare module './page.ts' {
  interface Views {
    'sign-in/form': SignInPage
  }
}

export type SignInPage = { says: string | null; next: string; hidden: KeptField[]; values: Values; errors: Errors }

/** Nobody is signed in: a page asks for it first; a form is answered at once and keeps what was typed. */
export async function askToSignIn(req: Request, res: Response): Promise<void> {
  if (wantsJson(req)) throw new Refusal(401, 'Your session has ended. Sign in again, then do this once more.')
  if (req.method === 'GET' || req.method === 'HEAD') return res.redirect(303, `/sign-in?next=${encodeURIComponent(req.originalUrl)}`)
  const kept = keptOf(req.originalUrl, typeOf(req), valuesOf(await typed(req, res)))
  const says = 'You are not signed in, or your session has ended. Sign in, and what you typed will still be here.'
  page(res.status(401), 'sign-in/form', { title: 'Sign in', layout: 'bare', says, next: '', hidden: carried(kept), values: {}, errors: {} })
}

function typeOf(req: Request) {
  return req.is('multipart/form-data') ? 'multipart/form-data' : 'application/x-www-form-urlencoded'
}

// Files are let go: a form cannot carry them, and nobody who is not signed in may store them.
const words = multer({
  fileFilter: (_req, _file, take) => take(null, false),
  limits: { fields: 1000, fieldSize: 2 ** 21, parts: 1100 },
}).any()

/** As much as the sign-in form can carry; more of a stranger's words is not even read. */
const mostKept = 4 * 2 ** 20

async function typed(req: Request, res: Response): Promise<unknown> {
  if (!req.is('multipart/form-data')) return req.body
  if (!(Number(req.get('content-length')) <= mostKept))
    throw new Refusal(413, 'You are not signed in, and this is too large to keep meanwhile. Sign in, then send it again.')
  await new Promise<void>((done) => words(req, res, () => done()))
  return req.body
}
