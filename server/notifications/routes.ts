import type { Response } from 'express'
import { z } from 'zod'
import type { Db } from '../../db/connect.ts'
import { NotFound } from '../errors.ts'
import { page } from '../web/page.ts'
import { type Room, room, type SignedIn } from '../web/routes.ts'
import { tell } from '../web/session.ts'
import { chooseKind } from './choose-kind.ts'
import { type Kind, kindNames, kinds } from './kinds.ts'
import { findMuted, listNotifications, markRead, type Notification } from './queries.ts'

declare module '../web/page.ts' {
  interface Views {
    'notifications/list': {
      lines: readonly (Notification & { did: string })[]
      isAllRead: boolean
      newer: string | null
      older: string | null
      choices: readonly { kind: Kind; label: string; isWanted: boolean }[]
    }
  }
}

const limit = 50
const Pages = z.object({ page: z.coerce.number().int().min(1).max(100).catch(1) })
const KindName = z.enum(kindNames)

export function notificationRoutes(db: Db): Room {
  const routes = room()

  routes.get('/notifications', 'own.account', async (req, res) => {
    const { page: n } = Pages.parse(req.query)
    const [rows, muted] = await Promise.all([
      listNotifications(db, req.person.id, { limit: limit + 1, offset: (n - 1) * limit }),
      findMuted(db, req.person.id),
    ])
    page(res, 'notifications/list', {
      title: 'Notifications',
      lines: rows.slice(0, limit).map((line) => ({ ...line, did: kinds[line.kind].did })),
      isAllRead: rows.every(({ is_read }) => is_read),
      newer: n > 1 ? `/notifications?page=${n - 1}` : null,
      older: rows.length > limit ? `/notifications?page=${n + 1}` : null,
      choices: kindNames.map((kind) => ({ kind, label: kinds[kind].label, isWanted: !muted.includes(kind) })),
    })
  })

  routes.post('/notifications/read', 'own.account', async (req, res) => {
    await markRead(db, { person_id: req.person.id })
    res.redirect(303, '/notifications')
  })

  // Opens the article, too: one click from the list.
  routes.post('/notifications/:id/read', 'own.account', async (req, res) => {
    const id = z.uuid().safeParse(req.params.id).data
    const article = id ? await db('notifications').where({ id, person_id: req.person.id }).first('article_id') : undefined
    if (!id || !article) throw new NotFound('There is no such notification.')
    await markRead(db, { person_id: req.person.id, id })
    res.redirect(303, `/articles/${article.article_id}`)
  })

  // One click out of each kind, and one back.
  routes.post('/notifications/kinds/:kind/off', 'own.account', async (req, res) => {
    await choose(req, res, true)
  })

  routes.post('/notifications/kinds/:kind/on', 'own.account', async (req, res) => {
    await choose(req, res, false)
  })

  async function choose(req: SignedIn<{ kind: string }>, res: Response, isMuted: boolean): Promise<void> {
    const kind = KindName.safeParse(req.params.kind).data
    if (!kind) throw new NotFound('There is no such kind of notification.')
    await chooseKind(db, { kind, isMuted, by: req.person })
    tell(req, isMuted ? 'You are no longer told of this.' : 'From now on you are told of this.')
    res.redirect(303, '/notifications#kinds')
  }

  return routes
}
