import type { RequestHandler } from 'express'
import { may, type Permission, type Person } from '../users/permissions.ts'
import type { NavLink, Waiting } from './page.ts'
import { takeNotices } from './session.ts'

const places = [
  { href: '/review', label: 'Review', key: 'r', needs: 'article.read' },
  { href: '/articles', label: 'Articles', key: 'a', needs: 'article.read' },
  { href: '/imports', label: 'Imports', key: 'i', needs: 'article.read' },
  { href: '/sources', label: 'Sources', key: 's', needs: 'article.read' },
  { href: '/tags', label: 'Tags', key: 't', needs: 'article.read' },
  { href: '/rules/kinds', label: 'Rules', key: 'u', needs: 'article.read' },
  { href: '/exports', label: 'Export', key: 'e', needs: 'export.make' },
  { href: '/read', label: 'Read', key: 'd', needs: 'release.read' },
  { href: '/people', label: 'People', key: 'p', needs: 'people.manage' },
] as const satisfies { href: string; label: string; key: string; needs: Permission }[]

type Told = {
  /** What this person should know first, on every page. */
  standing: (person: Person) => Promise<string | null>
  waiting: () => Promise<Waiting>
}

/** What the frame of every page shows: who is looking, where to, and what to know first. */
export function here({ standing, waiting }: Told): RequestHandler {
  return async (req, res, next) => {
    const { person } = req
    res.locals.person = person ?? null
    Object.defineProperty(res.locals, 'notices', { get: () => takeNotices(req), enumerable: true })
    if (person) {
      const [counts, says] = await Promise.all([waiting(), standing(person)])
      Object.assign(res.locals, { nav: navFor(person, req.path, counts.review), standing: says, waiting: counts })
    }
    next()
  }
}

function navFor(person: Person, path: string, waiting: number): NavLink[] {
  const open = places.filter(({ needs }) => may(person, needs))
  return open.map(({ href, label, key }) => ({
    href,
    label,
    key,
    current: path === href || path.startsWith(`${href}/`),
    ...(href === '/review' ? { count: waiting } : {}),
  }))
}
