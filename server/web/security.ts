import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import helmet from 'helmet'
import { Forbidden } from '../errors.ts'

export type Origins = { secret: string; public_url: string | null }

/** The headers of every answer, of errors too. Nothing loads that is not ours, nobody frames us, and nothing private is stored. */
export function headers({ public_url }: Pick<Origins, 'public_url'>): RequestHandler[] {
  const protect = helmet({
    contentSecurityPolicy: { useDefaults: false, directives },
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    // With no-referrer a browser sends "Origin: null", and our own forms could not be told from others.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: isHttps(public_url) ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    xFrameOptions: { action: 'deny' },
  })
  return [protect, quiet]
}

const directives = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  scriptSrc: ["'self'"],
  imgSrc: ["'self'"],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
}

const quiet: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store')
  res.set('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()')
  next()
}

export function isHttps(public_url: string | null): boolean {
  return public_url?.startsWith('https:') ?? false
}

/** Refuses what another site makes a browser send: a change needs a sign that our own page asked for it. */
export function ownFormsOnly(origins: Origins): RequestHandler {
  return (req, res, next) => {
    Object.defineProperty(res.locals, 'csrf', { get: () => formToken(req, res, origins), enumerable: true })
    if (isSafe(req.method) || isOwn(req, origins)) return next()
    throw new Forbidden('This form did not come from a page of this house, so nothing was done. Open the page here and send it again.')
  }
}

function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
}

function isOwn(req: Request, origins: Origins): boolean {
  const site = req.get('sec-fetch-site')
  if (site) return site === 'same-origin' || site === 'none'
  const origin = req.get('origin')
  if (origin)
    return (
      origin === `${req.protocol}://${req.get('host')}` || (origins.public_url !== null && origin === URL.parse(origins.public_url)?.origin)
    )
  return hasToken(req, origins)
}

// No browser of this decade sends neither header; a script may, and then shows the token of its page.
function hasToken(req: Request, { secret, public_url }: Origins): boolean {
  const given = req.get('x-csrf-token') ?? req.body?._csrf
  const visitor = visitorOf(req, public_url)
  if (typeof given !== 'string' || !visitor) return false
  const [a, b] = [Buffer.from(given), Buffer.from(tokenFor(visitor, secret))]
  return a.length === b.length && timingSafeEqual(a, b)
}

function formToken(req: Request, res: Response, { secret, public_url }: Origins): string {
  return tokenFor(visitorOf(req, public_url) ?? newVisitor(req, res, public_url), secret)
}

function tokenFor(visitor: string, secret: string): string {
  return createHmac('sha256', secret).update(`form ${visitor}`).digest('base64url')
}

function visitorOf(req: Request, public_url: string | null): string | null {
  return req.person ? req.sessionID : cookieOf(req, visitorCookie(public_url))
}

// Who is not signed in has no session, only a random name of their own.
function newVisitor(req: Request, res: Response, public_url: string | null): string {
  const visitor = randomBytes(16).toString('base64url')
  const name = visitorCookie(public_url)
  if (!res.headersSent) res.cookie(name, visitor, { httpOnly: true, sameSite: 'lax', secure: isHttps(public_url), path: '/' })
  req.headers.cookie = [req.headers.cookie, `${name}=${visitor}`].filter(Boolean).join('; ')
  return visitor
}

function visitorCookie(public_url: string | null): string {
  return isHttps(public_url) ? '__Host-cleancopy-visitor' : 'cleancopy-visitor'
}

function cookieOf(req: Request, name: string): string | null {
  const pairs = (req.headers.cookie ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? null
}
