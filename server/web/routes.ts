import type { Application, NextFunction, Request, RequestHandler, Response } from 'express'
import { Router } from 'express'
import { Forbidden } from '../errors.ts'
import { may, type Permission, type Person } from '../users/permissions.ts'
import { askToSignIn } from './ask-to-sign-in.ts'

/** Who may come in: the holders of a permission, or everyone. There is no third way, and no default. */
type Guard = Permission | 'public'

export type Declared = { method: 'GET' | 'POST'; path: string; guard: Guard }

export type SignedIn<P = Request['params']> = Request<P> & { person: Person }

/** The parameters that a path names: `/articles/:id/marks/:mark` has id and mark. */
type ParamsOf<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Record<Name, string> & ParamsOf<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Record<Name, string>
    : Record<never, string>

type Handler<R> = (req: R, res: Response, next: NextFunction) => unknown

interface Declare {
  <Path extends string>(path: Path, guard: 'public', ...handlers: Handler<Request<ParamsOf<Path>>>[]): void
  <Path extends string>(path: Path, guard: Permission, ...handlers: Handler<SignedIn<ParamsOf<Path>>>[]): void
}

export type Room = RequestHandler & { get: Declare; post: Declare; declared: readonly Declared[] }

/** The routes of a room: each says its path, who may come in, and what it does. */
export function room(): Room {
  const router = Router()
  const declared: Declared[] = []
  const declare =
    (method: 'get' | 'post') =>
    (path: string, guard: Guard, ...handlers: Handler<never>[]) => {
      declared.push({ method: method === 'get' ? 'GET' : 'POST', path, guard })
      router[method](path, allow(guard), ...(handlers as unknown as RequestHandler[]))
    }
  const enter: RequestHandler = (req, res, next) => router(req, res, next)
  return Object.assign(enter, { get: declare('get'), post: declare('post'), declared })
}

/** Every route of the house with who may use it, in the order in which they are tried. */
export function routeTable(app: Application): Declared[] {
  const layers = app.router.stack as unknown as { handle: Partial<Room> }[]
  return layers.flatMap((layer) => layer.handle.declared ?? [])
}

function allow(guard: Guard): RequestHandler {
  return async (req, res, next) => {
    if (guard === 'public') return next()
    if (!req.person) return askToSignIn(req, res)
    if (!may(req.person, guard)) throw new Forbidden()
    next()
  }
}
