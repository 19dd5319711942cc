import type { Arrival } from './arrivals.ts'

/** So many articles are planned or stored together, or so many bytes of them. */
const together = { articles: 50, bytes: 1024 * 1024 }

/** Arrivals in groups that fit into memory; one that does not join the others stands alone, in its place. */
export async function* inGroups(
  arrivals: AsyncIterable<Arrival>,
  joins: (ordinal: number) => Promise<boolean> = async () => true,
): AsyncGenerator<{ arrivals: Arrival[]; joined: boolean }> {
  let group: Arrival[] = []
  let bytes = 0
  for await (const arrival of arrivals) {
    const joined = await joins(arrival.ordinal)
    if (joined) group.push(arrival)
    bytes += arrival.failure === null ? arrival.record.bytes.length : 0
    if (joined && group.length < together.articles && bytes < together.bytes) continue
    if (group.length > 0) yield { arrivals: group, joined: true }
    if (!joined) yield { arrivals: [arrival], joined: false }
    group = []
    bytes = 0
  }
  if (group.length > 0) yield { arrivals: group, joined: true }
}
