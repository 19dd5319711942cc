import { randomUUID } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import type { Logger } from 'pino'
import { pinoHttp } from 'pino-http'

/** One line for each request, under an id that the answer carries too. Neither headers nor bodies are written: they hold secrets. */
export function requestLog(log: Logger): RequestHandler {
  return pinoHttp({
    logger: log,
    genReqId: (_req, res) => {
      const id = randomUUID()
      res.setHeader('X-Request-Id', id)
      return id
    },
    autoLogging: { ignore: (req) => /^\/(assets|health)\//.test(req.url ?? '') },
    quietReqLogger: true,
    wrapSerializers: false,
    serializers: {
      req: (req) => ({ method: req.method, url: withoutSecrets(req.originalUrl ?? req.url ?? ''), address: req.ip }),
      res: (res) => ({ status: res.statusCode }),
    },
  })
}

/** Who asked for what, and from where, as it may be written down for ever. */
export function whoAndWhat({ person, method, originalUrl, ip }: Request) {
  return { person: person ?? null, method, path: withoutSecrets(originalUrl), address: ip ?? '' }
}

/** An address as it may be written down: a one-time link without its token, a question without its answers. */
export function withoutSecrets(url: string): string {
  return readable(url)
    .replace(/(welcome|join|reset)\/+[^/?]+/gi, '$1/…')
    .replace(/\?.*$/s, '?…')
}

function readable(url: string): string {
  try {
    return decodeURIComponent(url)
  } catch {
    return url
  }
}
