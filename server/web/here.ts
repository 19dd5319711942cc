import type { Request, RequestHandler } from 'express'
import { may, type Permission, type Person } from '../users/permissions.ts'
import type { NavLink, Waiting } from './page.ts'
import { takeNotices, tell } from './session.ts'

const places = [
  { href: '/desk', label: 'Desk', key: 'h', needs: 'article.read' },
  { href: '/review', label: 'Review', key: 'r', needs: 'article.read' },
  { href: '/articles', label: 'Articles', key: 'a', needs: 'article.read' },
  { href: '/imports', label: 'Imports', key: 'i', needs: 'article.read' },
  { href: '/sources', label: 'Sources', key: 's', needs: 'article.read' },
  { href: '/tags', label: 'Tags', key: 't', needs: 'article.read' },
  { href: '/rules/kinds', label: 'Rules', key: 'u', needs: 'article.read' },
  { href: '/exports', label: 'Export', key: 'e', needs: 'export.make' },
  { href: '/read', label: 'Read', key: 'd', needs: 'release.read' },
  { href: '/people', label: 'People', key: 'p', needs: 'people.manage' },
  { href: '/audit', label: 'Audit', key: 'l', needs: 'audit.read' },
  { href: '/policy', label: 'Policy', key: 'o', needs: 'policy.manage' },
] as const satisfies { href: string; label: string; key: string; needs: Permission }[]

type Told = {
  /** What this person should know first, on every page. */
  standing: (person: Person) => Promise<string | null>
  waiting: () => Promise<Waiting>
  /** What happened meanwhile that this person is to hear of, once. */
  waited: (person: Person) => Promise<string[]>
}

/** What the frame of every page shows: who is looking, where to, and what to know first. */
export function here({ standing, waiting, waited }: Told): RequestHandler {
  return async (req, res, next) => {
    const { person } = req
    res.locals.person = person ?? null
    Object.defineProperty(res.locals, 'notices', { get: () => takeNotices(req), enumerable: true })
    if (person?.has_notices && isPage(req)) for (const notice of await waited(person)) tell(req, notice)
    if (person) {
      const [counts, says] = await Promise.all([waiting(), standing(person)])
      Object.assign(res.locals, { nav: navFor(person, req.path, counts.review), standing: says, waiting: counts })
    }
    next()
  }
}

// A page that somebody will see: not what a script asks for, and not what a browser fetches in advance.
function isPage(req: Request): boolean {
  return req.method === 'GET' && req.accepts(['html', 'json']) === 'html' && !req.get('sec-purpose')
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
