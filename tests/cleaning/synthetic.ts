import { promotional } from './labelled.ts'

/** Where promotional lines come from: sources repeat theirs, but no engine may live on that alone. */
export type Promotions = 'repeated' | 'distinct'

const words = (
  'harbour council ferry quay keeper winter timetable market bridge pilot letter morning reserve vote café naïve “slow” town ' +
  'boat storm river school clinic budget farmer season ticket minister village engine teacher garden museum rain kitchen doctor ' +
  'el puerto cerró le marché rouvre der Hafen wartet bandari imefunguliwa pelabuhan dibuka'
).split(' ')

const labels = [
  'Also Read:',
  'READ ALSO:',
  'Soma pia:',
  'Lea también:',
  'À lire aussi :',
  'Baca juga:',
  'Lesen Sie auch:',
  'Leia também:',
  'Leggi anche:',
  'Lees ook:',
]
const calls = [
  (paper: string) => `Follow ${paper} on WhatsApp and X for breaking news and live updates.`,
  (paper: string) => `Join our WhatsApp channel and never miss a story from ${paper}.`,
  (paper: string) => `Download our ${paper} app for the latest news`,
  (paper: string) => `Subscribe to our newsletter and get the latest from ${paper} in your inbox`,
]

/** The same articles every time: about 4 KB each, a tenth of their lines promotional. */
export function* syntheticArticles(wanted: number, promotions: Promotions): Generator<string> {
  const next = seeded(20_260_704)
  const pick = <T>(some: readonly T[]): T => some[Math.floor(next() * some.length)] as T
  const run = (length: number): string => capital(Array.from({ length }, () => pick(words)).join(' '))
  const promotion = (): string => {
    if (promotions === 'repeated') return pick(promotional)
    return next() < 0.6 ? `${pick(labels)} ${run(7)}` : pick(calls)(`${run(2)} ${Math.floor(next() * 10_000)}`)
  }
  const paragraph = (): string => Array.from({ length: 3 }, () => `${run(10)}.`).join(' ')
  for (let count = 0; count < wanted; count++) {
    yield Array.from({ length: 21 }, () => (next() < 0.1 ? promotion() : paragraph())).join('\n')
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
