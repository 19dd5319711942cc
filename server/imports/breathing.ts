import { setImmediate } from 'node:timers/promises'

const turn = 10

/** Passes things on, and lets everybody else have a turn every few milliseconds, however small and many the things are. */
export async function* breathing<T>(things: AsyncIterable<T>): AsyncGenerator<T> {
  let since = performance.now()
  for await (const one of things) {
    yield one
    if (performance.now() - since < turn) continue
    await setImmediate()
    since = performance.now()
  }
}
