/** How many refused requests are written down: a script that hammers on a closed door must not fill the audit. */
export const bounds = { window: 15 * 60_000, each: 10, all: 300 } as const

/** Whether one more refusal of this person or address is written down; the last one says that those after it are not. */
export type RefusalBound = (key: string, now: Date) => 'yes' | 'last' | 'no'

/** Counts for one process, from quarter of an hour to quarter of an hour. */
export function refusalBound(): RefusalBound {
  let began = Number.NEGATIVE_INFINITY
  let all = 0
  let counts = new Map<string, number>()
  return (key, now) => {
    if (now.getTime() - began >= bounds.window) [began, all, counts] = [now.getTime(), 0, new Map()]
    const count = (counts.get(key) ?? 0) + 1
    if (count > bounds.each || all >= bounds.all) return 'no'
    counts.set(key, count)
    all += 1
    return count === bounds.each || all === bounds.all ? 'last' : 'yes'
  }
}
