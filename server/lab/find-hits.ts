import { setImmediate } from 'node:timers/promises'
import type { Db } from '../../db/connect.ts'
import { matcherOf } from '../rules/matcher.ts'
import type { Definition, Rule } from '../rules/rule.ts'
import { type Hit, hitsIn, type Trial, trialOf } from './hits.ts'
import { type Candidates, countArticles, findHolding, findLatest, listDecided, listTexts, mostRead } from './queries.ts'
import { searchWords } from './search-words.ts'

export type Tried = Trial & {
  /** How many articles were read, of how many that may hold a hit, and of how many there are. */
  read: number
  count: number
  all: number
  /** Whether words of the rule said which articles to read. */
  byWords: boolean
  milliseconds: number
}

/** What a rule would find in the archive: the word index names the articles, the rule itself decides. `active` is what it would replace. */
export async function findHits(db: Db, definition: Definition, active: Rule | null): Promise<Tried> {
  const start = performance.now()
  const words = searchWords(definition)
  const held = words === null ? null : await findHolding(db, words, definition)
  const { ids, count } = held ?? (await findLatest(db, definition))
  const hits = await readAll(db, { ids, count }, { definition, active })
  const decided = await listDecided(db, [...new Set(hits.map(({ article_id }) => article_id))])
  const all = await countArticles(db)
  const milliseconds = performance.now() - start
  return { ...trialOf(hits, decided), read: Math.min(ids.length, mostRead), count, all, byWords: held !== null, milliseconds }
}

const together = 100

async function readAll(
  db: Db,
  { ids }: Candidates,
  { definition, active }: { definition: Definition; active: Rule | null },
): Promise<Hit[]> {
  const rule = matcherOf([{ id: 'tried', version: 1, name: 'tried', definition }])
  const before = active ? matcherOf([active]) : null
  const hits: Hit[] = []
  for (let at = 0; at < ids.length; at += together) {
    hits.push(...hitsIn(await listTexts(db, ids.slice(at, at + together)), rule, before))
    // Others wait for their pages meanwhile.
    await setImmediate()
  }
  return hits
}
