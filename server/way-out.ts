import type { Server } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

type Close = () => unknown
export type WayOut = {
  closing(close: Close): void
  leave(code: number, lastWords?: unknown): Promise<void>
  /** Says to whatever would go on for ever that it is time to end. */
  leaving: AbortSignal
}

/** The way out is the way in, backwards: at a signal whatever was opened is closed, the last first, and the process ends within 15 seconds. */
export function wayOut(): WayOut {
  const closers: Close[] = []
  let gone: Promise<void> | undefined
  const leaving = new AbortController()
  const close = async (code: number, lastWords?: unknown) => {
    if (lastWords) console.error(lastWords)
    setTimeout(() => process.exit(code), 14_000).unref()
    leaving.abort()
    for (const close of closers.reverse()) await Promise.resolve(close()).catch(console.error)
    process.exit(code)
  }
  // Whoever is on the way out is not stopped by what fails because of it.
  const leave: WayOut['leave'] = (code, lastWords) => {
    gone ??= close(code, lastWords)
    return gone
  }
  onSignal(() => void leave(0))
  return { closing: (closer) => closers.push(closer), leave, leaving: leaving.signal }
}

/** No new requests; those that have begun get 8 seconds. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  const idle = setInterval(() => server.closeIdleConnections(), 50)
  await Promise.race([closed, wait(8_000, null, { ref: false })])
  clearInterval(idle)
  server.closeAllConnections()
}

// At Ctrl+C both the terminal and npm tell us, within milliseconds: that is one signal. The second one is somebody's impatience.
function onSignal(leave: () => void): void {
  let first: number | undefined
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (first === undefined) leave()
      else if (performance.now() - first > 200) process.exit(1)
      first ??= performance.now()
    })
}
