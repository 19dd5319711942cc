import { setImmediate } from 'node:timers/promises'
import type { Db } from '../../db/connect.ts'
import { matcherOf } from '../rules/matcher.ts'
import type { Definition, Rule } from '../rules/rule.ts'
import { type Hit, hitsIn, type Trial, trialOf } from './hits.ts'
import { type Loss, noLoss, warningsOf, withLoss } from './loss.ts'
import { type Candidates, countArticles, findHolding, findLatest, listDecided, listTexts } from './queries.ts'
import { searchWords } from './search-words.ts'

export type Tried = Trial & {
  /** How many articles were read, of how many that may hold a hit, and of how many there are. */
  read: number
  count: number
  all: number
  /** Whether words of the rule said which articles to read. */
  byWords: boolean
  milliseconds: number
  /** What is to be thought over before it is switched on. */
  warnings: string[]
}

/** What a rule would find in the archive: the word index names the articles, the rule itself decides. `active` is what it would replace. */
export async function findHits(db: Db, definition: Definition, active: Rule | null): Promise<Tried> {
  const start = performance.now()
  const words = searchWords(definition)
  const held = words === null ? null : await findHolding(db, words, definition)
  const { ids, count } = held ?? (await findLatest(db, definition))
  const { hits, loss } = await readAll(db, { ids, count }, { definition, active })
  const decided = await listDecided(db, [...new Set(hits.map(({ article_id }) => article_id))])
  const all = await countArticles(db)
  const trial = trialOf(hits, decided)
  const read = ids.length
  const warnings = definition.verdict === 'cut' ? warningsOf({ ...loss, cut: trial.paragraphs, read, count, all }) : []
  return { ...trial, read, count, all, byWords: held !== null, milliseconds: performance.now() - start, warnings }
}

const together = 100

type Asked = { definition: Definition; active: Rule | null }

async function readAll(db: Db, { ids }: Candidates, { definition, active }: Asked): Promise<{ hits: Hit[]; loss: Loss }> {
  const rule = matcherOf([{ id: 'tried', version: 1, name: 'tried', definition }])
  const before = active ? matcherOf([active]) : null
  const hits: Hit[] = []
  let loss = noLoss
  for (let at = 0; at < ids.length; at += together) {
    const texts = await listTexts(db, ids.slice(at, at + together))
    const found = hitsIn(texts, rule, before)
    loss = withLoss(loss, texts, found)
    hits.push(...found)
    // Others wait for their pages meanwhile.
    await setImmediate()
  }
  return { hits, loss }
}
