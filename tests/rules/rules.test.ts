import type { Knex } from 'knex'
import { cleanAgain } from '../../server/articles/clean-again.ts'
import { createArticles } from '../../server/articles/create-article.ts'
import { decideMark } from '../../server/articles/decide-mark.ts'
import { findRevision } from '../../server/articles/queries.ts'
import { Conflict, Forbidden, Invalid, NotFound, Stale } from '../../server/errors.ts'
import { listEvents } from '../../server/history/queries.ts'
import { sentenceOf } from '../../server/history/sentences.ts'
import { changeRule } from '../../server/rules/change-rule.ts'
import { matcherOf } from '../../server/rules/matcher.ts'
import { proposeRule } from '../../server/rules/propose-rule.ts'
import { findRuleVersion } from '../../server/rules/queries.ts'
import { retireRule } from '../../server/rules/retire-rule.ts'
import { switchBrokenRulesOff } from '../../server/rules/switch-broken-rules-off.ts'
import { mostSlow, switchRuleOn } from '../../server/rules/switch-rule-on.ts'
import { coastCourier, imported, marksOf, rowOf, switchFourEyes } from '../articles/story.ts'
import { ada, amina, cast, grace, root, solo, tomas, vera } from '../cast.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'
import { cutting } from './definitions.ts'

let house: FreshDatabase
let db: Knex

beforeAll(async () => {
  house = await freshDatabase()
  db = house.db
  await cast(db, [root, ada, tomas, grace, amina, vera, solo])
  await switchFourEyes(db, true)
})
afterAll(() => house.drop())

const text = ['The harbour wall was mended on Monday.', 'Keep your copy of the tide table handy.', 'The crew of twelve went home.'].join(
  '\n',
)

let number = 0
/** A rule nobody else has, active or proposed. */
async function proposed(definition = cutting('Keep your copy'), by = ada): Promise<string> {
  number += 1
  return proposeRule(db, { name: `Rule ${number}`, definition, by })
}

async function active(definition = cutting('Keep your copy')): Promise<string> {
  const rule_id = await proposed(definition)
  await switchRuleOn(db, { rule_id, version: 1, by: amina })
  return rule_id
}

const off = (rule_id: string) => retireRule(db, { rule_id, state: 'active', because: 'the story is over', by: amina })
const stateOf = async (rule_id: string, version = 1) => (await findRuleVersion(db, rule_id, version)).state
const stamp = async () => (await db('policy').first('active_rules')).active_rules
const byHouse = async (id: string) => (await marksOf(db, id)).filter(({ rule }) => rule.startsWith('house/'))

async function lastEvent(): Promise<string> {
  const [event] = await listEvents(db, 'rules', { limit: 1 })
  if (!event) throw new Error('Nothing was recorded.')
  const { who, did } = sentenceOf(event)
  return `${who} ${did}`
}

describe('a rule', () => {
  test('is proposed as a draft, and cleans nothing', async () => {
    const rule_id = await proposed()
    expect(await stateOf(rule_id)).toBe('draft')
    expect(await lastEvent()).toBe(`Ada Lovell proposed the rule “Rule ${number}”`)
    expect(await byHouse(await imported(db, { text }))).toEqual([])
  })

  test('cleans what comes in once another person switched it on, and its marks name rule and version', async () => {
    const rule_id = await active()
    expect(await lastEvent()).toBe(`Amina Haddad switched the rule “Rule ${number}” on, version 1`)
    const id = await imported(db, { text })
    expect(await byHouse(id)).toMatchObject([
      { paragraph_id: '1-2', rule: `house/${rule_id}`, rule_version: 1, kind: 'read-more', verdict: 'cut', decided_by: null },
    ])
    expect((await byHouse(id))[0]?.because).toContain('starts with “Keep your copy”')
    expect((await rowOf(db, id)).cuts).toBe(1)
    await off(rule_id)
    expect(await lastEvent()).toBe(`Amina Haddad switched the rule “Rule ${number}” off: “the story is over”`)
    expect(await byHouse(await imported(db, { text }))).toEqual([])
    expect(await stamp()).toBeNull()
  })

  test('is edited as its next version; the active one holds until that is switched on', async () => {
    const rule_id = await active()
    const next = await changeRule(db, { rule_id, version: 1, definition: cutting('The crew of'), by: ada })
    expect([next, await stateOf(rule_id, 1), await stateOf(rule_id, 2)]).toEqual([2, 'active', 'draft'])
    expect(await byHouse(await imported(db, { text }))).toMatchObject([{ paragraph_id: '1-2', rule_version: 1 }])
    await switchRuleOn(db, { rule_id, version: 2, by: amina })
    expect([await stateOf(rule_id, 1), await stateOf(rule_id, 2)]).toEqual(['retired', 'active'])
    expect(await byHouse(await imported(db, { text }))).toMatchObject([{ paragraph_id: '1-3', rule_version: 2 }])
    await off(rule_id)
  })

  test('is only for the sources it names', async () => {
    const source = await coastCourier(db)
    const mine = await active(cutting('Keep your copy', { sources: [source.id] }))
    expect(await byHouse(await imported(db, { text }))).toHaveLength(1)
    await off(mine)
    const others = await active(cutting('Keep your copy', { sources: ['01900000-0000-7000-8000-0000000000b2'] }))
    expect(await byHouse(await imported(db, { text }))).toEqual([])
    await off(others)
  })

  test('one name stands for one rule', async () => {
    await proposed()
    await expect(proposeRule(db, { name: `RULE ${number}`, definition: cutting('x y z'), by: ada })).rejects.toThrow(Conflict)
  })
})

describe('a rule is refused', () => {
  test('to those whose roles do not include it', async () => {
    for (const by of [tomas, amina, vera, root]) await expect(proposed(undefined, by)).rejects.toThrow(Forbidden)
    const rule_id = await proposed()
    for (const by of [ada, tomas, vera, root]) await expect(switchRuleOn(db, { rule_id, version: 1, by })).rejects.toThrow(Forbidden)
    expect(await stateOf(rule_id)).toBe('draft')
    const running = await active()
    for (const by of [ada, tomas, vera, root]) {
      await expect(retireRule(db, { rule_id: running, state: 'active', because: 'no', by })).rejects.toThrow(Forbidden)
    }
    expect(await stateOf(running)).toBe('active')
    await off(running)
  })

  test('to its own author while four-eyes is on', async () => {
    const rule_id = await proposed(undefined, solo)
    await expect(switchRuleOn(db, { rule_id, version: 1, by: solo })).rejects.toThrow('Another person than its author')
    await switchFourEyes(db, false)
    await switchRuleOn(db, { rule_id, version: 1, by: solo })
    await switchFourEyes(db, true)
    expect(await stateOf(rule_id)).toBe('active')
    await off(rule_id)
  })

  test('where its examples do not hold, at every save', async () => {
    const failing = cutting('Keep your copy', {
      must_match: ['Keep a copy'],
      must_keep: ['Keep your copy of the deed safe, the judge said.'],
    })
    await expect(proposed(failing)).rejects.toThrow('It must match “Keep a copy”, and does not.')
    const rule_id = await proposed()
    await expect(changeRule(db, { rule_id, version: 1, definition: failing, by: ada })).rejects.toThrow(Invalid)
    expect(await db('rule_versions').where({ rule_id })).toHaveLength(1)
  })

  test('where someone was faster, or it is no proposal any more', async () => {
    const rule_id = await proposed()
    await changeRule(db, { rule_id, version: 1, definition: cutting('Keep a copy'), by: ada })
    await expect(changeRule(db, { rule_id, version: 1, definition: cutting('Keep it'), by: ada })).rejects.toThrow(Stale)
    await expect(switchRuleOn(db, { rule_id, version: 1, by: amina })).rejects.toThrow(Stale)
    await expect(switchRuleOn(db, { rule_id, version: 7, by: amina })).rejects.toThrow(NotFound)
    await expect(switchRuleOn(db, { rule_id: 'nothing', version: 1, by: amina })).rejects.toThrow(NotFound)
    await retireRule(db, { rule_id, state: 'draft', because: 'not needed', by: ada })
    expect(await lastEvent()).toContain('dropped the proposed rule')
    await expect(off(rule_id)).rejects.toThrow(Stale)
  })

  test('where it would be one more than twenty that must be tried on every paragraph', async () => {
    const slow = (at: number) => cutting('', { when: { way: 'matches', text: `q${at}|w${at}` } })
    const rules: string[] = []
    for (let at = 0; at < mostSlow; at++) rules.push(await active(slow(at)))
    const rule_id = await proposed(slow(99))
    await expect(switchRuleOn(db, { rule_id, version: 1, by: amina })).rejects.toThrow('20 rules without fixed words are active already')
    expect(await stateOf(rule_id)).toBe('draft')
    for (const one of rules) await off(one)
  })
})

describe('person over rule', () => {
  test('cleaning again with a new rule leaves what a person decided and adds where nobody has', async () => {
    const cut = await active()
    const id = await imported(db, { text })
    const [mark] = await byHouse(id)
    await decideMark(db, { article_id: id, mark_id: mark?.id ?? '', verdict: 'keep', by: ada })
    const more = await active(cutting('The crew of'))
    await db.transaction(async (tx) => {
      const article = await rowOf(tx, id)
      await cleanAgain(tx, article, await findRevision(tx, article.head_revision_id))
    })
    expect(await byHouse(id)).toMatchObject([
      { id: mark?.id, verdict: 'keep', decided_by: ada.id },
      { paragraph_id: '1-3', verdict: 'cut', decided_by: null },
    ])
    await off(cut)
    await off(more)
  })
})

describe('a rule that breaks at work', () => {
  test('is switched off with an alarm, and the import goes on with the others', async () => {
    const bad = await active()
    const good = await active(cutting('The crew of'))
    // As a rule would stand there that an older house had understood.
    const definition = JSON.stringify(cutting('', { when: { way: 'matches', text: 'crew(?=s)' } }))
    await db('rule_versions').where({ rule_id: bad }).update({ definition })
    await db('policy').update({ active_rules: '01900000-0000-7000-8000-0000000000c1' })
    await db('notices').delete()
    const id = await imported(db, { text })
    expect(await byHouse(id)).toMatchObject([{ paragraph_id: '1-3', rule: `house/${good}` }])
    expect(await findRuleVersion(db, bad, 1)).toMatchObject({ state: 'retired', broke: true, retired_by: null })
    expect(await lastEvent()).toContain('because it broke')
    const told: string[] = await db('notices').orderBy('person_id').pluck('person_id')
    expect(told).toEqual([grace.id, amina.id, solo.id].toSorted())
    await imported(db, { text })
    expect(await db('notices')).toHaveLength(3)
    await off(good)
  })

  test('a later version without the fault stays active', async () => {
    const rule_id = await active()
    const asOlderHouse = matcherOf([{ id: rule_id, version: 1, name: 'Broken', definition: {} }])
    await changeRule(db, { rule_id, version: 1, definition: cutting('The crew of'), by: ada })
    await switchRuleOn(db, { rule_id, version: 2, by: amina })
    await db.transaction((tx) => switchBrokenRulesOff(tx, asOlderHouse))
    expect(asOlderHouse.broken.size).toBe(1)
    expect(await stateOf(rule_id, 2)).toBe('active')
    await off(rule_id)
  })
})

test('a batch asks for the active rules once, and not at all while there are none', async () => {
  const source = await coastCourier(db)
  const asked = async () => {
    let count = 0
    const listen = ({ sql }: { sql: string }) => {
      if (sql.includes('rule_versions')) count += 1
    }
    db.on('query', listen)
    const original = {
      bytes: Buffer.from(text),
      decoded: text,
      encoding: 'utf-8',
      encoding_found_by: 'valid UTF-8' as const,
      bom: false,
      lossy: false,
    }
    const article = { source, original, title: 'Tides', title_confirmed: true, by: null }
    await db.transaction((tx) => createArticles(tx, [article, article, article]))
    db.removeListener('query', listen)
    return count
  }
  expect(await asked()).toBe(0)
  const rule_id = await active()
  expect(await asked()).toBe(1)
  expect(await asked()).toBe(0)
  await off(rule_id)
})
