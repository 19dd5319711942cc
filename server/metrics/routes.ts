import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Db } from '../../db/connect.ts'
import { Forbidden } from '../errors.ts'
import { type Room, room } from '../web/routes.ts'
import { admits } from './admits.ts'
import { findStanding, type Standing } from './queries.ts'

/** What is measured of this process as such, once for the process. */
const ofProcess = new Registry()

/** What a Prometheus asks for: not for the public, though it needs no session (see admits). */
export function metricsRoutes(db: Db, { registry, token }: { registry: Registry; token: string | null }): Room {
  const routes = room()
  const show = gauges(registry)

  routes.get('/metrics', 'public', async (req, res) => {
    const isForwarded = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'via'].some((name) => name in req.headers)
    if (!admits({ address: req.socket.remoteAddress, isForwarded, authorization: req.get('authorization') }, token))
      throw new Forbidden('The metrics are for this machine, and for who sends METRICS_TOKEN as a bearer token.')
    show(await findStanding(db))
    if (ofProcess.getMetricsAsArray().length === 0) collectDefaultMetrics({ register: ofProcess })
    const all = Registry.merge([ofProcess, registry])
    res.type(all.contentType).send(await all.metrics())
  })

  return routes
}

function gauges(registry: Registry): (standing: Standing) => void {
  const gauge = (name: string, help: string) => new Gauge({ name: `cleancopy_${name}`, help, registers: [registry] })
  const imports = new Gauge({ name: 'cleancopy_imports', help: 'Imports, by state.', labelNames: ['state'], registers: [registry] })
  const queue = gauge('review_queue', 'Articles that wait for a reviewer.')
  const queueAge = gauge('review_queue_oldest_seconds', 'Seconds since the first article of the review queue was submitted.')
  const jobs = gauge('jobs_waiting', 'Jobs that wait for a worker.')
  const jobsAge = gauge('jobs_oldest_seconds', 'Seconds since the first of the waiting jobs could have begun.')
  const search = gauge('search_waiting', 'Articles whose change is not yet in the search index.')
  const searchLag = gauge('search_lag_seconds', 'Seconds since the first of the changes that are not yet in the search index.')
  return (standing) => {
    imports.reset()
    for (const { state, n } of standing.imports) imports.set({ state }, n)
    queue.set(standing.queue.n)
    queueAge.set(standing.queue.seconds)
    jobs.set(standing.jobs.n)
    jobsAge.set(standing.jobs.seconds)
    search.set(standing.search.n)
    searchLag.set(standing.search.seconds)
  }
}
