import type { Request, RequestHandler } from 'express'
import { Counter, Histogram, type Registry } from 'prom-client'

/** Counts every request and its time under the route that answered it: addresses themselves would be without number. */
export function measured(registry: Registry): RequestHandler {
  const labelNames = ['method', 'route', 'status'] as const
  const requests = new Counter({
    name: 'cleancopy_requests_total',
    help: 'Requests answered, by route and status.',
    labelNames,
    registers: [registry],
  })
  const durations = new Histogram({
    name: 'cleancopy_request_seconds',
    help: 'Seconds until a request was answered, by route.',
    labelNames: ['method', 'route'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
  return (req, res, next) => {
    const started = performance.now()
    res.once('close', () => {
      const where = { method: methodOf(req), route: routeOf(req) }
      requests.inc({ ...where, status: res.writableFinished ? res.statusCode : 'broken off' })
      durations.observe(where, (performance.now() - started) / 1000)
    })
    next()
  }
}

function methodOf({ method }: Request): string {
  return /^(GET|HEAD|POST)$/.test(method) ? method : 'other'
}

function routeOf(req: Request): string {
  const path: unknown = req.route?.path
  if (typeof path === 'string') return path
  return req.path.startsWith('/assets/') ? '/assets' : 'none'
}
