import type { Finding, Hit, LineView } from './kind.ts'

/** A line and the place it stands at. */
export type Place = Pick<LineView, 'index' | 'text' | 'lines' | 'isTail'>

/** Shows a place to a kind, with the hits that are its own. */
export type Show = (hits: readonly Hit[], source: string) => LineView

type Memory<Found> = { anywhere?: readonly Found[]; inTail?: readonly Found[]; above?: readonly Found[] }
type Slot = keyof Memory<unknown>

const mostLines = 4_096
const longest = 1_000

/**
 * What was found on a line by its own words is found again wherever the same line stands, for sources repeat their promotions. What
 * looked at its neighbours is never remembered; what asked only whether it stands at the end is remembered for either answer.
 * Within one circle (a language and a source) the same words mean the same.
 */
export function recalling<Found extends Finding, Circle extends { name: string }>(
  find: (text: string, circle: Circle, show: Show) => Found[],
): (place: Place, circle: Circle) => readonly Found[] {
  const memories = new Map<string, Memory<Found>>()
  return (place, circle) => {
    const name = circle.name + place.text
    const memory = memories.get(name)
    const known = memory && (memory.anywhere ?? memory[slotOf(place)])
    if (known) return known.map((finding) => ({ ...finding, line: place.index }))
    const asked: Asked = { lines: false, isTail: false }
    const found = find(place.text, circle, (hits, source) => shown({ place, asked, hits, source }))
    if (staysHere(found, place, asked)) return found
    if (memories.size >= mostLines) memories.clear()
    memories.set(name, { ...memory, [asked.isTail ? slotOf(place) : 'anywhere']: found })
    return found
  }
}

const slotOf = ({ isTail }: Place): Slot => (isTail ? 'inTail' : 'above')

const staysHere = (found: readonly Finding[], place: Place, asked: Asked): boolean =>
  found.length === 0 ||
  asked.lines ||
  place.text.length > longest ||
  found.some(({ line, group }) => line !== place.index || group !== undefined)

type Asked = { lines: boolean; isTail: boolean }
type Shown = { place: Place; asked: Asked; hits: readonly Hit[]; source: string }

/** A place that notes what is asked of it beside its words. It is made for every hit: a literal with getters would cost more than the find. */
function shown({ place, asked, hits, source }: Shown): LineView {
  const view = Object.create(noting) as LineView & Shown
  view.place = place
  view.asked = asked
  view.index = place.index
  view.text = place.text
  view.hits = hits
  view.source = source
  return view
}

const noting = {
  get lines(): readonly string[] {
    const { asked, place } = this as unknown as Shown
    asked.lines = true
    return place.lines
  },
  get isTail(): boolean {
    const { asked, place } = this as unknown as Shown
    asked.isTail = true
    return place.isTail
  },
}
