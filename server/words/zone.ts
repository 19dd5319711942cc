/** The moment that a clock on the wall of this zone shows: `2026-11-12T09:00`; null where there is no such zone, or no such time there. */
export function momentIn(local: string, zone: string): Date | null {
  const naive = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local) && isZone(zone) ? Date.parse(`${local}Z`) : Number.NaN
  if (Number.isNaN(naive)) return null
  // The offset before a change of the clocks and the one after it: of a time that comes twice the first is meant.
  const guesses = [naive - day, naive + day].map((around) => new Date(naive - offsetAt(new Date(around), zone)))
  const found = guesses.filter((guess) => localIn(guess, zone) === local).toSorted((a, b) => a.getTime() - b.getTime())
  return found[0] ?? null
}

/** What a clock on the wall of this zone shows then: `2026-11-12T09:00`. */
export function localIn(moment: Date, zone: string): string {
  return new Date(moment.getTime() + offsetAt(moment, zone)).toISOString().slice(0, 16)
}

/** The same for the eye: 12 Nov 2026, 09:00 in Africa/Lagos. */
export function inZone(moment: Date, zone: string): string {
  const shown = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: isZone(zone) ? zone : 'UTC' })
  return `${shown.format(moment)} in ${zone.replaceAll('_', ' ')}`
}

function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}

/** The zones that a person may choose from. */
export const zones: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]

const day = 24 * 60 * 60_000

function offsetAt(moment: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', { ...digits, timeZone: zone }).formatToParts(moment)
  const [year, month, date, hour, minute] = ['year', 'month', 'day', 'hour', 'minute'].map((type) =>
    Number(parts.find((part) => part.type === type)?.value),
  ) as [number, number, number, number, number]
  const shown = Date.UTC(year, month - 1, date, hour % 24, minute)
  return Math.round((shown - moment.getTime()) / 60_000) * 60_000
}

const digits = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hour12: false } as const
