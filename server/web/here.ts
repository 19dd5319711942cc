import type { RequestHandler } from 'express'
import { may, type Permission, type Person } from '../users/permissions.ts'
import type { NavLink } from './page.ts'
import { takeNotices } from './session.ts'

const places = [
  { href: '/review', label: 'Review', needs: 'article.read' },
  { href: '/articles', label: 'Articles', needs: 'article.read' },
  { href: '/imports', label: 'Imports', needs: 'article.import' },
  { href: '/sources', label: 'Sources', needs: 'article.read' },
  { href: '/exports', label: 'Export', needs: 'export.make' },
  { href: '/read', label: 'Read', needs: 'release.read' },
  { href: '/people', label: 'People', needs: 'people.manage' },
] as const satisfies { href: string; label: string; needs: Permission }[]

/** What the frame of every page shows: who is looking, where to, and what to know first. */
export function here(standing: (person: Person) => Promise<string | null>): RequestHandler {
  return async (req, res, next) => {
    res.locals.person = req.person ?? null
    res.locals.nav = req.person ? navFor(req.person, req.path) : []
    Object.defineProperty(res.locals, 'notices', { get: () => takeNotices(req), enumerable: true })
    if (req.person) res.locals.standing = await standing(req.person)
    next()
  }
}

function navFor(person: Person, path: string): NavLink[] {
  const open = places.filter(({ needs }) => may(person, needs))
  return open.map(({ href, label }) => ({ href, label, current: path === href || path.startsWith(`${href}/`) }))
}
