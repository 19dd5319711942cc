import type { Situation } from '../articles/guards.ts'
import type { Person } from '../users/permissions.ts'
import { inZone } from '../words/zone.ts'

export type Circumstance = { icon: 'user' | 'clock' | 'triangle-alert'; says: string }

const grace = 2 * 60_000

/** What a person should know of an article beside its text: who has it in hand, when it goes live, and what nobody approved yet. */
export function circumstances({ claim, schedule, forced }: Situation, person: Person, now: Date): Circumstance[] {
  return [
    ...(claim ? [{ icon: 'user' as const, says: claim.by === person.id ? yours(claim.until) : `${claim.name} has claimed it.` }] : []),
    ...(schedule ? [scheduled(schedule, now)] : []),
    ...(forced
      ? [
          {
            icon: 'triangle-alert' as const,
            says: 'Readers see a copy that was published unreviewed. Someone else approves it afterwards.',
          },
        ]
      : []),
  ]
}

function yours(until: Date): string {
  return `You have claimed it, until ${utc(until)} or for as long as this page is open.`
}

function scheduled({ at, zone }: NonNullable<Situation['schedule']>, now: Date): Circumstance {
  const when = zone === 'UTC' ? `${at.toISOString().slice(0, 10)}, ${utc(at)}` : `${inZone(at, zone)} (${utc(at)})`
  return isOverdue(at, now)
    ? {
        icon: 'triangle-alert',
        says: `It was to go live at ${when} and has not. It will as soon as a worker runs; tell whoever runs the house.`,
      }
    : { icon: 'clock', says: `Scheduled for ${when}. A change of the text takes it off again.` }
}

function utc(moment: Date): string {
  return `${moment.toISOString().slice(11, 16)} UTC`
}

/** Whether what was to go live by itself is late enough to raise an alarm. */
function isOverdue(at: Date, now: Date): boolean {
  return now.getTime() - at.getTime() > grace
}
