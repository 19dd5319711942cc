import type { Finding, Hit, LineView } from './kind.ts'

/** A line and the place it stands at. */
export type Place = Pick<LineView, 'index' | 'text' | 'lines' | 'isTail'>

/** Shows a place to a kind, with the hits that are its own. */
export type Show = (hits: readonly Hit[], source: string) => LineView

type Around = { name: string; language: () => string }
type Memory<Found> = { anywhere?: readonly Found[]; inTail?: readonly Found[]; above?: readonly Found[]; asksLanguage?: boolean }
type Slot = 'inTail' | 'above'

const mostLines = 4_096
const longest = 1_000

/**
 * What was found on a line by its own words is found again wherever the same line stands, for sources repeat their promotions. What
 * looked at its neighbours is never remembered; what asked only whether it stands at the end is remembered for either answer, and what
 * asked for the language for that language. Within one circle (a source) the same words mean the same.
 */
export function recalling<Found extends Finding, Circle extends Around>(
  find: (text: string, circle: Circle, show: Show) => Found[],
): (place: Place, circle: Circle) => readonly Found[] {
  const memories = new Map<string, Memory<Found>>()
  const remember = (name: string, memory: Memory<Found>): void => {
    if (memories.size >= mostLines) memories.clear()
    memories.set(name, { ...memories.get(name), ...memory })
  }
  return (place, circle) => {
    const name = circle.name + place.text
    const here = memories.get(name)
    const memory = here?.asksLanguage ? memories.get(nameIn(circle, name)) : here
    const known = memory && (memory.anywhere ?? memory[slotOf(place)])
    if (known) return known.map((finding) => ({ ...finding, line: place.index }))
    const asked: Asked = { lines: false, isTail: false, language: false }
    const own = { ...place, text: ownMemory(place.text) }
    const found = find(own.text, noting(circle, asked), (hits, source) => shown({ place: own, asked, hits, source }))
    if (staysHere(found, own, asked)) return found
    if (asked.language) remember(circle.name + own.text, { asksLanguage: true })
    const where = asked.language ? nameIn(circle, circle.name + own.text) : circle.name + own.text
    remember(where, { [asked.isTail ? slotOf(place) : 'anywhere']: found })
    return found
  }
}

const nameIn = ({ language }: Around, name: string): string => `${language()}\n\n${name}`

/** A line cut from a text would hold that whole text in memory for as long as it is remembered. */
const ownMemory = (text: string): string => (text.length > longest ? text : Buffer.from(text, 'utf16le').toString('utf16le'))

const slotOf = ({ isTail }: Place): Slot => (isTail ? 'inTail' : 'above')

const staysHere = (found: readonly Finding[], place: Place, asked: Asked): boolean =>
  found.length === 0 ||
  asked.lines ||
  place.text.length > longest ||
  found.some(({ line, group }) => line !== place.index || group !== undefined)

type Asked = { lines: boolean; isTail: boolean; language: boolean }
type Shown = { place: Place; asked: Asked; hits: readonly Hit[]; source: string }

/** The circle, which notes when it is asked for its language. */
function noting<Circle extends Around>(circle: Circle, asked: Asked): Circle {
  const language = (): string => {
    asked.language = true
    return circle.language()
  }
  return { ...circle, language }
}

/** A place that notes what is asked of it beside its words. It is made for every hit: a literal with getters would cost more than the find. */
function shown({ place, asked, hits, source }: Shown): LineView {
  const view = Object.create(watched) as LineView & Shown
  view.place = place
  view.asked = asked
  view.index = place.index
  view.text = place.text
  view.hits = hits
  view.source = source
  return view
}

const watched = {
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
