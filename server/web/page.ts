import type { Response } from 'express'
import type { Field, FormErrors } from './fields.ts'
import { type Markup, markup } from './markup.ts'
import { view } from './render.ts'
import type { IconName, Publication, Stage } from './ui.ts'

/** What each page shows, by the name of its view. Every room adds its own lines. */
export interface Views {
  'shared/refusal': { sentence: string; number: string | null }
}

/** What each partial takes. Every room adds its own lines. */
export interface Partials {
  'shared/_brand': object
  'shared/_nav': { nav: readonly NavLink[] }
  'shared/_jump': object
  'shared/_me': { person: NonNullable<Here['person']> }
  'shared/_notices': { notices: readonly string[] }
  'shared/_badge': { stage: Stage; publication: Publication; approved?: boolean; returned?: boolean }
  'shared/_csrf': object
  'shared/_empty': { icon: IconName; says: string; hint?: string; action?: { href: string; label: string } }
  'shared/_errors': { errors: FormErrors }
  'shared/_field': Field
  'shared/_keys': { keys: readonly { keys: readonly string[]; says: string; quiet?: boolean }[] }
  'shared/_meter': { keep: number; check: number; cut: number }
  'shared/_notice': { tone: 'done' | 'note' | 'check' | 'bad'; says: string }
  'shared/_pager': { newer: string | null; older: string | null }
  'shared/_tag': { name: string; href?: string }
}

/** What every page tells its frame. `page` is a column, `wide` the whole window, `bare` a card without navigation. */
export interface Framed {
  title: string
  layout?: 'page' | 'wide' | 'bare'
}

/** What views/layout.ejs puts around every page. */
export interface Frame extends Required<Framed> {
  body: Markup
}

/** Who is looking and where: what the frame shows around every page. The middleware puts it into `res.locals`. */
export interface Here {
  path: string
  csrf: string
  person: { id: string; name: string; roles: readonly string[]; unread?: number } | null
  nav: readonly NavLink[]
  notices: readonly string[]
  standing: string | null
}

/** How many articles wait for review, and how many titles for someone to confirm them; no further than a badge shows. */
export type Waiting = { review: number; titles: number }

export interface NavLink {
  href: string
  label: string
  current: boolean
  /** The letter that leads there after G. */
  key: string
  count?: number
}

declare global {
  namespace Express {
    interface Locals extends Partial<Omit<Here, 'path'>> {
      waiting?: Waiting
    }
  }
}

/** Answers with a page: its view within the frame. */
export function page<N extends keyof Views>(res: Response, name: N, it: Views[N] & Framed): void {
  const here = hereOf(res)
  const frame: Frame = { title: it.title, layout: it.layout ?? 'page', body: markup(view(name)(it, here)) }
  res.type('html').send(view('layout')(frame, here))
}

// A refusal may come before anyone knows who is asking, so each key has its quiet value. The token is made only where a form asks for it.
function hereOf({ req, locals }: Response): Here {
  const { person = null, nav = [], notices = [], standing = null } = locals
  return {
    path: req.path,
    person,
    nav,
    notices,
    standing,
    get csrf() {
      return locals.csrf ?? ''
    },
  }
}
