import type { Response } from 'express'
import { z } from 'zod'
import type { Db } from '../../db/connect.ts'
import { readersAreTold } from '../articles/reasons.ts'
import { NotFound } from '../errors.ts'
import { page } from '../web/page.ts'
import { type Room, room } from '../web/routes.ts'
import { safeAddress } from '../words/safe-address.ts'
import { type Block, blocksOf, type Piece } from './block.ts'
import { findGone, findLive, findPlace, type ListedRelease, listLive, type Place, type ReadRelease } from './queries.ts'

declare module '../web/page.ts' {
  interface Views {
    'reading/list': { releases: readonly ListedRelease[]; newer: string | null; older: string | null }
    'reading/article': { release: ReadRelease; origin: string | null; blocks: readonly Block[] }
    'reading/gone': { since: Date | null; why: string; isFinal: boolean }
  }
  interface Partials {
    'reading/_pieces': { pieces: readonly Piece[] }
  }
}

const limit = 20
const Slug = z.string().regex(/^[\p{L}\p{M}\p{N}-]{1,200}$/u)
const ExportNumber = z.string().regex(/^\d{1,18}$/)
const Address = z.object({ before: ExportNumber.optional(), after: ExportNumber.optional() })

/** What readers get: releases only, never a draft. */
export function readingRoutes(db: Db): Room {
  const routes = room()

  routes.get('/read', 'release.read', async (req, res) => {
    const { before, after } = Address.parse(req.query)
    const { releases, newer, older } = await listLive(db, { before, after, limit })
    const ahead = newer ? `/read?after=${releases[0]?.number ?? 0}` : null
    const behind = older ? `/read?before=${releases.at(-1)?.number ?? 0}` : null
    page(res, 'reading/list', { title: 'Read', releases, newer: ahead, older: behind })
  })

  routes.get('/read/:slug', 'release.read', async (req, res) => {
    const slug = Slug.parse(req.params.slug)
    const place = await findPlace(db, slug)
    if (!place || place.publication === 'none') throw new NotFound('There is no article to read at this address.')
    if (place.publication !== 'live') return gone(res, place)
    if (place.slug !== slug) return res.redirect(301, `/read/${encodeURIComponent(place.slug)}`)
    const release = place.live_release_id ? await findLive(db, place.live_release_id) : undefined
    if (!release) return gone(res, place)
    page(res, 'reading/article', {
      title: release.title,
      release,
      origin: safeAddress(release.origin_url),
      blocks: blocksOf(release.paragraphs),
    })
  })

  async function gone(res: Response, { id, publication }: Place): Promise<void> {
    const { at = null, reason = null } = (await findGone(db, id)) ?? {}
    const why = readersAreTold(reason)
    page(res.status(410), 'reading/gone', { title: 'No longer published', since: at, why, isFinal: publication === 'killed' })
  }

  return routes
}
