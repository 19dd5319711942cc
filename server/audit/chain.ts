import type { EventRow } from '../../db/tables.ts'
import { hashOf } from './checkpoint.ts'

/** An event with the head that its stream says it has. */
export type Linked = Pick<EventRow, 'stream' | 'number' | 'at' | 'person_id' | 'says' | 'canonical' | 'previous_sha256' | 'sha256'> & {
  head_number: number | null
  head_sha256: Buffer | null
}
/** The first event that does not fit, and why. */
export type Break = { stream: string; number: number; says: string }

/** What does not fit about an event that should follow the one before it in its stream. */
export function breakAt(event: Linked, before: Linked | null): Break | null {
  const { stream, number } = event
  const expected = (before?.number ?? 0) + 1
  if (number !== expected) return { stream, number: expected, says: 'it is missing' }
  if (!hashOf(event.canonical).equals(event.sha256)) return { stream, number, says: 'its content does not give its hash: it was changed' }
  if (!isSame(event.previous_sha256, before?.sha256 ?? null))
    return { stream, number, says: 'it does not follow from the event before it: one of the two was replaced' }
  const says = columnsThatLie(event)
  return says.length > 0 ? { stream, number, says: `its ${says.join(' and ')} in the table is not what was hashed` } : null
}

/** What does not fit about the end of a stream, which the head names. */
export function breakAtEnd({ stream, number, sha256, head_number, head_sha256 }: Linked): Break | null {
  if (head_number === null) return { stream, number, says: 'its stream has no head' }
  if (head_number > number) return { stream, number: number + 1, says: `it is missing: the head of the stream names event ${head_number}` }
  if (head_number < number) return { stream, number: head_number + 1, says: 'it stands behind the head of its stream' }
  return isSame(head_sha256, sha256) ? null : { stream, number, says: 'the head of its stream has another hash' }
}

function columnsThatLie({ canonical, stream, number, at, person_id, says, previous_sha256 }: Linked): string[] {
  const hashed = JSON.parse(canonical) as Record<string, unknown>
  const stored = { stream, number, at: at.toISOString(), person: person_id, says, previous: previous_sha256?.toString('hex') ?? null }
  return Object.entries(stored).flatMap(([name, value]) => (hashed[name] === value ? [] : [name]))
}

export function isSame(one: Buffer | null, other: Buffer | null): boolean {
  return one === null || other === null ? one === other : one.equals(other)
}
