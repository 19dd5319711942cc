import type { Finding, Hit, LineView } from './kind.ts'

/** A line and the place it stands at. */
export type Place = Pick<LineView, 'index' | 'text' | 'lines'> & { isTail: () => boolean }

/** Shows a place to a kind, with the hits that are its own. */
export type Show = (hits: readonly Hit[], source: string) => LineView

type Around = { name: string; language: () => string }
type Memory<Found> = {
  anywhere?: readonly Found[]
  inTail?: readonly Found[]
  above?: readonly Found[]
  inLanguage?: Map<string, Memory<Found>>
}
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
  const isMet = meeting()
  return (place, circle) => {
    const memory = memories.get(circle.name + place.text)
    const known = memory && foundAt(memory.inLanguage?.get(circle.language()) ?? memory, place)
    if (known) return known.map((finding) => ({ ...finding, line: place.index }))
    const asked: Asked = { lines: false, isTail: false, language: false }
    const isAgain = isMet(place.text)
    const own = isAgain ? { ...place, text: ownMemory(place.text) } : place
    const found = find(own.text, noting(circle, asked), (hits, source) => shown({ place: own, asked, hits, source }))
    if (!isAgain || staysHere(found, own, asked)) return found
    if (memories.size >= mostLines) memories.clear()
    memories.set(
      circle.name + own.text,
      withFound(memory ?? {}, { [asked.isTail ? slotOf(place) : 'anywhere']: found }, asked.language && circle),
    )
    return found
  }
}

const foundAt = <Found>(memory: Memory<Found>, place: Place): readonly Found[] | undefined => memory.anywhere ?? memory[slotOf(place)]

function withFound<Found>(memory: Memory<Found>, found: Memory<Found>, circle: Around | false): Memory<Found> {
  if (!circle) return { ...memory, ...found }
  const language = circle.language()
  const inLanguage = memory.inLanguage ?? new Map<string, Memory<Found>>()
  return { ...memory, inLanguage: inLanguage.set(language, { ...inLanguage.get(language), ...found }) }
}

const marks = 65_536

/** Whether a line was met before, or one like it: what is met once only need not be remembered. */
function meeting(): (text: string) => boolean {
  const met = new Uint8Array(marks)
  return (text) => {
    if (text.length > longest) return false
    let mark = text.length
    for (let at = 0; at < text.length; at += 5) mark = Math.imul(mark, 31) + text.charCodeAt(at)
    const isMet = met[mark & (marks - 1)] === 1
    met[mark & (marks - 1)] = 1
    return isMet
  }
}

/** A line cut from a text would hold that whole text in memory for as long as it is remembered. */
const ownMemory = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le')

const slotOf = ({ isTail }: Place): Slot => (isTail() ? 'inTail' : 'above')

const staysHere = (found: readonly Finding[], place: Place, asked: Asked): boolean =>
  found.length === 0 || asked.lines || found.some(({ line, group }) => line !== place.index || group !== undefined)

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
    return place.isTail()
  },
}
