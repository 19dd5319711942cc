import type { Knex } from 'knex'
import { wordOfRank } from '../../seeds/large-text.ts'
import { tongues } from '../../seeds/large-words.ts'
import { cursorOf } from '../../server/articles/article-list.ts'

export type Kind = 'frame' | 'page' | 'decision' | 'list' | 'search'
/** `sends` is what a form sends there, each time the next of them. */
export type Address = { kind: Kind; says: string; path: string; sends?: string[] }

/** Every kind of page that is measured, with common, rare and impossible values of each filter. */
export async function addressesIn(db: Knex): Promise<Address[]> {
  return [...(await pages(db)), ...(await decisions(db)), ...(await lists(db)), ...searches()]
}

const [north, , brumont, , , songwan, , , , kisiwa] = [
  'northmere-gazette',
  '',
  'la-vigie-de-brumont',
  '',
  '',
  '松湾日报',
  '',
  '',
  '',
  'kisiwa-leo',
]

async function pages(db: Knex): Promise<Address[]> {
  const of = async (where: object, order = 'submitted_at') =>
    db('articles').where(where).orderBy(order).offset(100).first('id', 'slug', 'submitted_at')
  const waiting = await of({ stage: 'review' })
  const [draft, live] = [await of({ stage: 'draft' }, 'id'), await of({ publication: 'live' }, 'id')]
  const middle = await db('articles').where({ stage: 'review' }).orderBy('submitted_at', 'desc').offset(500).first('id', 'submitted_at')
  const number = await db('export_log').max('number as n').first()
  const queueFrom = `/review?${new URLSearchParams({ at: middle.submitted_at.toISOString(), id: middle.id })}`
  return [
    ['frame', 'the server alone (/health/live)', '/health/live'],
    ['frame', 'the frame alone (new article)', '/articles/new'],
    ['page', 'queue', '/review'],
    ['page', 'queue, deep', queueFrom],
    ['page', 'queue, one opened', `/review/${waiting.id}`],
    ['page', 'queue, on to the next', `/review/${waiting.id}/next`],
    ['page', 'titles to confirm', '/review/titles'],
    ['page', 'article, in review', `/articles/${waiting.id}`],
    ['page', 'article, draft', `/articles/${draft.id}`],
    ['page', 'article, live', `/articles/${live.id}`],
    ['page', 'article, original', `/articles/${live.id}?view=original`],
    ['page', 'article, edit', `/articles/${draft.id}/edit`],
    ['page', 'article, history', `/articles/${live.id}/history`],
    ['page', 'sources', '/sources'],
    ['page', 'tags', '/tags'],
    ['page', 'exports', '/exports'],
    ['page', 'imports', '/imports'],
    ['page', 'read', '/read'],
    ['page', 'read, deep', `/read?before=${Math.floor(Number(number?.['n']) / 2)}`],
    ['page', 'read, one', `/read/${encodeURIComponent(live.slug)}`],
  ].map(([kind, says, path]) => ({ kind, says, path }) as Address)
}

// A verdict there and back, which leaves the archive as it was.
async function decisions(db: Knex): Promise<Address[]> {
  const cut = await db('decided_marks')
    .join('articles', 'articles.id', 'decided_marks.article_id')
    .where({ stage: 'review', verdict: 'cut' })
    .whereNull('closed_at')
    .orderBy('articles.submitted_at')
    .first('article_id', 'decided_marks.id')
  const path = `/articles/${cut.article_id}/marks/${cut.id}/verdict`
  return [{ kind: 'decision', says: 'decision: keep or cut', path, sends: ['verdict=keep', 'verdict=cut'] }]
}

async function lists(db: Knex): Promise<Address[]> {
  const at = async (where: object, offset: number) => {
    const rows = db('articles')
      .where(where)
      .orderBy([
        { column: 'updated_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
    return cursorOf(await rows.offset(offset).first('id', 'updated_at'))
  }
  const count = async (where: object) => Number((await db('articles').where(where).count('* as n').first())?.['n'])
  const [all, live] = [await count({}), await count({ publication: 'live' })]
  return [
    ['list, page 1', ''],
    ['list, page 10', `before=${await at({}, 500)}`],
    ['list, in the middle', `before=${await at({}, Math.floor(all / 2))}`],
    ['list, last page', `before=${await at({}, all - 51)}`],
    ['list, back from the last', `after=${await at({}, all - 51)}`],
    ['state, common', 'state=review'],
    ['state, rare', 'state=spiked'],
    ['state, none has it', 'state=killed'],
    ['state live', 'state=live'],
    ['state live, middle', `state=live&before=${await at({ publication: 'live' }, Math.floor(live / 2))}`],
    ['state live, last page', `state=live&before=${await at({ publication: 'live' }, live - 51)}`],
    ['source, common', `source=${north}`],
    ['source, rare', `source=${kisiwa}`],
    ['language, common', 'language=en'],
    ['language, rare', 'language=sw'],
    ['language, not known', 'language=und'],
    ['tag, common', 'tag=harbours'],
    ['tag, middling', 'tag=weather'],
    ['tag, rare', 'tag=regatta'],
    ['tag, common, middle', `tag=harbours&before=${await at({}, Math.floor(all / 2))}`],
    ['state + source', `state=review&source=${brumont}`],
    ['state + language', 'state=live&language=de'],
    ['state + tag', 'state=draft&tag=weather'],
    ['rare state + rare tag', 'state=spiked&tag=regatta'],
    ['source + tag', `source=${north}&tag=regatta`],
    ['source + its language', `source=${brumont}&language=fr`],
    ['source + another language', `source=${north}&language=fr`],
    ['rare source + common tag', `source=${kisiwa}&tag=harbours`],
    ['all four', `state=live&source=${brumont}&language=fr&tag=harbours`],
    ['all four, none', `state=draft&source=${north}&language=ja&tag=weather`],
  ].map(([says = '', query]) => ({ kind: 'list', says, path: `/articles${query ? `?${query}` : ''}` }))
}

function searches(): Address[] {
  const word = (language: string, rank: number) => wordOfRank(tongues.find((one) => one.language === language)?.syllables ?? [], rank)
  return [
    ['one hit', '4711'],
    ['nobody wrote it', 'zyzzyva'],
    ['rare word', word('en', 20_000)],
    ['word of middle rank', word('en', 1_000)],
    ['frequent word', word('en', 200)],
    ['very frequent word', word('en', 40)],
    ['common word', 'harbour'],
    ['common word, French', 'pêcheurs'],
    ['common word, German', 'Brücken'],
    ['common word, Arabic', 'الميناء'],
    ['common word, Swahili', 'bandari'],
    ['Chinese, common', '港口'],
    ['Chinese, one character', '港'],
    ['Chinese, four characters', '恢复居民'],
    ['Chinese, rare', word('zh', 20_000)],
    ['Japanese', 'について'],
    ['Thai', 'โรงเรียน'],
    ['two common words', 'harbour bridge'],
    ['common and rare', `harbour ${word('en', 20_000)}`],
    ['two frequent words', `${word('en', 200)} ${word('en', 300)}`],
    ['two languages at once', 'harbour pêcheurs'],
    ['phrase, common', '"council harbour"'],
    ['phrase, frequent', `"harbour ${word('en', 40)}"`],
    ['phrase, rare', `"harbour ${word('en', 2_000)}"`],
    ['phrase nobody wrote', '"school bridge school bridge school"'],
    ['this OR that, common', 'harbour OR port'],
    ['this OR that, rare', `${word('en', 20_000)} OR ${word('fr', 20_000)}`],
    ['common -common', 'harbour -market'],
    ['common -that is in all', 'harbour -bridge'],
    ['common -rare', `harbour -${word('en', 1_000)}`],
    ['rare -common', `${word('en', 5_000)} -harbour`],
    ['common + state', 'harbour', 'state=review'],
    ['common + rare state', 'harbour', 'state=spiked'],
    ['common + source', 'harbour', `source=${north}`],
    ['common + rare source', 'bandari', `source=${kisiwa}`],
    ['common + source without it', 'harbour', `source=${brumont}`],
    ['common + language', 'harbour', 'language=en'],
    ['common + language without it', 'harbour', 'language=ja'],
    ['common + tag', 'harbour', 'tag=harbours'],
    ['common + rare tag', 'harbour', 'tag=regatta'],
    ['rare + state', word('en', 20_000), 'state=live'],
    ['frequent + state', word('en', 200), 'state=draft'],
    ['common + state + source', 'harbour', `state=live&source=${north}`],
    ['common + state + tag', 'harbour', 'state=draft&tag=weather'],
    ['common + source + tag', 'harbour', `source=${north}&tag=regatta`],
    ['phrase + state + language', '"council harbour"', 'state=live&language=en'],
    ['Chinese + state + source', '港口', `state=review&source=${songwan}`],
  ].map(([says = '', q = '', more = '']) => ({
    kind: 'search',
    says,
    path: `/articles?${new URLSearchParams({ q })}${more && `&${more}`}`,
  }))
}
