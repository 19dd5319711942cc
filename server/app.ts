import express, { type Express } from 'express'
import type { Knex } from 'knex'
import { Passport } from 'passport'
import type { Logger } from 'pino'
import { Registry } from 'prom-client'
import { seed } from '../seeds/seed.ts'
import { recordRefusal } from './access/record-refusal.ts'
import { refusalBound } from './access/refusal-bound.ts'
import { accountRoutes } from './account/routes.ts'
import { articleListRoutes } from './articles/list-routes.ts'
import { newArticleRoutes } from './articles/new-routes.ts'
import { viewRoutes } from './articles/view-routes.ts'
import { auditRoutes } from './audit/routes.ts'
import { bulkRoutes } from './bulk/routes.ts'
import type { Config } from './config.ts'
import { deskRoutes } from './desk/routes.ts'
import { exportRoutes } from './exports/routes.ts'
import { claimRoutes } from './galley/claim-routes.ts'
import { commentRoutes } from './galley/comment-routes.ts'
import { compareRoutes } from './galley/compare-routes.ts'
import { cutRoutes } from './galley/cut-routes.ts'
import { detailsRoutes } from './galley/details-routes.ts'
import { draftRoutes } from './galley/draft-routes.ts'
import { editRoutes } from './galley/edit-routes.ts'
import { mergeRoutes } from './galley/merge-routes.ts'
import { planRoutes } from './galley/plan-routes.ts'
import { galleyRoutes } from './galley/routes.ts'
import { stepRoutes } from './galley/step-routes.ts'
import { textRoutes } from './galley/text-routes.ts'
import { healthRoutes } from './health/routes.ts'
import { newImportRoutes } from './imports/new-routes.ts'
import { importRoutes } from './imports/routes.ts'
import { seedRoutes } from './imports/seed-routes.ts'
import { importWorkRoutes } from './imports/work-routes.ts'
import type { Queue } from './jobs/queue.ts'
import { jumpRoutes } from './jump/routes.ts'
import { labRoutes } from './lab/routes.ts'
import { switchRoutes } from './lab/switch-routes.ts'
import { metricsRoutes } from './metrics/routes.ts'
import { takeNotices } from './notices/queries.ts'
import { notificationRoutes } from './notifications/routes.ts'
import { policyRoutes } from './policy/routes.ts'
import { readingRoutes } from './reading/routes.ts'
import { countWaiting } from './review/queries.ts'
import { reviewRoutes } from './review/routes.ts'
import { ruleRoutes } from './rules/routes.ts'
import { openSession, saveSession } from './sign-in/queries.ts'
import { signInRoutes } from './sign-in/routes.ts'
import { sourceRoutes } from './sources/routes.ts'
import { tagRoutes } from './tags/routes.ts'
import { doorRoutes } from './users/door-routes.ts'
import { findStanding } from './users/find-standing.ts'
import { inviteRoutes } from './users/invite-routes.ts'
import { findActivePerson } from './users/queries.ts'
import { usersRoutes } from './users/routes.ts'
import { assets } from './web/assets.ts'
import { here } from './web/here.ts'
import { measured } from './web/measured.ts'
import { nothingHere, refusals } from './web/refusals.ts'
import { requestLog, whoAndWhat } from './web/request-log.ts'
import { headers, ownFormsOnly } from './web/security.ts'
import { sessions } from './web/session.ts'
import { sessionStore } from './web/session-store.ts'

export type House = {
  db: Knex
  config: Config
  log: Logger
  queue: Queue
  /** Says when the house closes, to answers that would go on for ever. */
  leaving: AbortSignal
}

/** The whole house: what every request passes, in order, then one line for each room. */
export function createApp({ db, config, log, queue, leaving }: House): Express {
  const app = express()
  const passport = new Passport()
  app.disable('x-powered-by').set('trust proxy', config.trust_proxy).set('etag', false)

  const registry = new Registry()
  app.use(requestLog(log), measured(registry), headers(config), assets(), healthRoutes(db))
  app.use(metricsRoutes(db, { registry, token: config.metrics_token }))
  // A sign-in may carry a whole form that was typed before.
  app.use('/sign-in', express.urlencoded({ extended: false, limit: '4mb', parameterLimit: 6000 }))
  app.use(express.urlencoded({ extended: false, limit: '2mb', parameterLimit: 5000 }))
  const store = sessionStore(db, { log, open: openSession, save: saveSession })
  app.use(sessions({ ...config, passport, store, find: (id) => findActivePerson(db, id) }))
  app.use(ownFormsOnly(config))
  app.use(
    here({
      standing: (person) => findStanding(db, person),
      waiting: () => countWaiting(db),
      waited: (person) => takeNotices(db, person.id),
    }),
  )

  app.use(deskRoutes(db))
  app.use(reviewRoutes(db))
  app.use(articleListRoutes(db), viewRoutes(db))
  app.use(jumpRoutes(db))
  app.use(newArticleRoutes(db))
  app.use(galleyRoutes(db), detailsRoutes(db), editRoutes(db), cutRoutes(db), stepRoutes(db, queue), claimRoutes(db))
  app.use(planRoutes(db))
  app.use(textRoutes(db), mergeRoutes(db), draftRoutes(db), compareRoutes(db))
  app.use(commentRoutes(db))
  app.use(newImportRoutes(db, queue))
  app.use(seedRoutes(db, seed))
  app.use(importRoutes(db), importWorkRoutes(db, { queue, leaving }))
  app.use(bulkRoutes(db, { queue, leaving }))
  app.use(sourceRoutes(db))
  app.use(tagRoutes(db))
  app.use(ruleRoutes(db), labRoutes(db), switchRoutes(db))
  app.use(exportRoutes(db))
  app.use(readingRoutes(db))
  app.use(policyRoutes(db))
  app.use(auditRoutes(db))
  app.use(accountRoutes(db), notificationRoutes(db))
  app.use(inviteRoutes(db, config), usersRoutes(db), doorRoutes(db))
  app.use(signInRoutes(db, passport, config))

  app.use(nothingHere)
  const bound = refusalBound()
  app.use(refusals(log, (req) => recordRefusal(db, { ...whoAndWhat(req), bound })))
  return app
}
