import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import type { Logger } from 'pino'
import { ZodError } from 'zod'
import { isDatabaseDown } from '../../db/connect.ts'
import { NotFound, Refusal } from '../errors.ts'
import { page } from './page.ts'
import { wantsJson } from './wants-json.ts'

type Answer = { status: number; sentence: string; number?: string; retry?: number }

/** No route took it. */
export const nothingHere: RequestHandler = () => {
  throw new NotFound()
}

/** The one place where what was thrown becomes an answer: a sentence, a status, and for a bug a number to quote. */
export function refusals(log: Logger, forbidden: (req: Request) => Promise<void>): ErrorRequestHandler {
  return async (error, req, res, next) => {
    const answer = answerTo(error, String(req.id))
    if (answer.status >= 500) log.error({ err: error, id: req.id }, 'A request failed.')
    if (answer.status === 403) await forbidden(req).catch((err) => log.error({ err, id: req.id }, 'A refusal could not be written down.'))
    if (res.headersSent) return next(error)
    if (answer.retry) res.set('Retry-After', String(answer.retry))
    res.status(answer.status)
    if (wantsJson(req)) res.json({ error: answer.sentence, ...(answer.number ? { number: answer.number } : {}) })
    else refuse(res, answer)
  }
}

function refuse(res: Response, { status, sentence, number }: Answer): void {
  page(res, 'shared/refusal', { title: titles[status] ?? 'That did not work', sentence, number: number ?? null, ...frameOf(res) })
}

function frameOf(res: Response): { layout?: 'bare' } {
  return res.locals.person ? {} : { layout: 'bare' }
}

const titles: Record<number, string> = {
  400: 'That address cannot be read',
  401: 'Sign in first',
  403: 'You may not do this',
  404: 'Nothing here',
  409: 'This moved on meanwhile',
  410: 'No longer available',
  413: 'Too large',
  421: 'Come by https',
  422: 'That cannot be done like this',
  429: 'Too many tries',
  503: 'The database is away',
}

function answerTo(error: unknown, id: string): Answer {
  if (error instanceof Refusal) return { status: error.status, sentence: error.message }
  if (error instanceof ZodError) return { status: 404, sentence: 'There is nothing at this address.' }
  if (isDatabaseDown(error))
    return { status: 503, sentence: 'The database does not answer just now. Nothing was half-done; try again in a minute.', retry: 30 }
  return unreadable(error) ?? { status: 500, sentence: 'Something went wrong here, and it was not you. Nothing was half-done.', number: id }
}

// What Express and its parsers throw before any route has seen the request.
function unreadable(error: unknown): Answer | null {
  if (!(error instanceof Error)) return null
  const { status, type, code } = error as { status?: number; type?: string; code?: string }
  if (error instanceof URIError) return { status: 400, sentence: 'This address holds a broken % code. Check it and try again.' }
  if (status === 413 || code === 'LIMIT_FILE_SIZE') return { status: 413, sentence: tooLarge(type) }
  if (code?.startsWith('LIMIT_')) return { status: 413, sentence: 'This form holds too much at once. Send it in smaller parts.' }
  if (status && status >= 400 && status < 500)
    return { status, sentence: 'This request cannot be read. Go back, look at it and send it again.' }
  return null
}

function tooLarge(type?: string): string {
  if (type === 'parameters.too.many') return 'This form has too many fields to be read at once. Send it in smaller parts.'
  return 'This is too large to be read at once: a form may hold 2 MB. Send it in smaller parts.'
}
