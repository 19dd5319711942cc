import { sentenceOf } from '../history/sentences.ts'
import type { Audited } from './queries.ts'

export type AuditLine = {
  at: Date
  who: string
  did: string
  /** What it was about, in words, and where that is. */
  about: string
  href: string | null
  /** Its place in its chain. */
  place: string
  sha256: string
}

/** An event as a line of the audit. */
export function auditLine(event: Audited): AuditLine {
  const [room = '', id] = event.stream.split(':')
  return {
    ...sentenceOf(event),
    at: event.at,
    about: event.about ?? rooms[room]?.about ?? event.stream,
    href: id ? `${rooms[room]?.href ?? ''}${id}` : (rooms[room]?.href ?? null),
    place: `${event.number} of ${event.stream}`,
    sha256: event.sha256.toString('hex'),
  }
}

const rooms: Record<string, { about: string; href: string | null }> = {
  article: { about: 'An article', href: '/articles/' },
  import: { about: 'An import', href: '/imports/' },
  person: { about: 'An account', href: '/people/' },
  source: { about: 'A source', href: '/sources#' },
  policy: { about: 'Policy', href: '/policy' },
  rules: { about: 'Rules', href: '/rules/kinds' },
  exports: { about: 'Export', href: '/exports' },
  access: { about: 'Signing in', href: null },
}
