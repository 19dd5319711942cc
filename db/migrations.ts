import type { Knex } from 'knex'
import * as people from './migrations/0001-people.ts'
import * as history from './migrations/0002-history.ts'
import * as articles from './migrations/0003-articles.ts'
import * as imports from './migrations/0004-imports.ts'
import * as search from './migrations/0006-search.ts'
import * as spiked from './migrations/0007-spiked.ts'
import * as work from './migrations/0008-work.ts'
import * as found from './migrations/0009-found.ts'
import * as workflow from './migrations/0010-workflow.ts'
import * as triples from './migrations/0011-triples.ts'
import * as scopes from './migrations/0012-scopes.ts'
import * as views from './migrations/0020-views.ts'
import * as bulk from './migrations/0021-bulk.ts'
import * as audit from './migrations/0030-audit.ts'
import * as figures from './migrations/0031-figures.ts'
import * as notifications from './migrations/0032-notifications.ts'
import * as heads from './migrations/0033-heads.ts'
import * as houseRules from './migrations/0040-house-rules.ts'
import * as cutWords from './migrations/0041-cut-words.ts'

export type Migration = { name: string; up(db: Knex): Promise<void> }

/** Every migration, oldest first. A released migration never changes; a new one goes to the end. */
export const migrations: readonly Migration[] = [
  people,
  history,
  articles,
  imports,
  search,
  spiked,
  work,
  found,
  workflow,
  triples,
  scopes,
  views,
  bulk,
  audit,
  figures,
  notifications,
  heads,
  houseRules,
  cutWords,
]
