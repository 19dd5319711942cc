import type { Request } from 'express'

/** A script asks for JSON by name; a browser asks for a page. */
export function wantsJson(req: Request): boolean {
  return req.accepts(['html', 'json']) === 'json'
}
