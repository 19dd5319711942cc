import { setTimeout as wait } from 'node:timers/promises'
import type { Response } from 'express'

export type Told = { event: string; data: unknown; isLast: boolean }

/** Tells a browser once a second what there is to tell, as server-sent events: until the last, until it goes away, or until the house closes. */
export async function tellOn(res: Response, next: () => Promise<Told>, leaving: AbortSignal): Promise<void> {
  const gone = new AbortController()
  res.once('close', () => gone.abort())
  const signal = AbortSignal.any([gone.signal, leaving])
  res.status(200).set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' })
  res.flushHeaders()
  let before = ''
  for (let isLast = false; !isLast && !signal.aborted; ) {
    const told = await next()
    const message = `event: ${told.event}\ndata: ${JSON.stringify(told.data)}\n\n`
    // A browser that hears nothing for long takes the line for dead.
    res.write(message === before ? ': still here\n\n' : message)
    before = message
    isLast = told.isLast
    if (!isLast) await wait(1_000, null, { signal }).catch(() => {})
  }
  res.end()
}
