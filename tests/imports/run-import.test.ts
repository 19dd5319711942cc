import { textOf } from '../../server/articles/paragraph.ts'
import { findArticle, findRevision } from '../../server/articles/queries.ts'
import { discardImport } from '../../server/imports/discard-import.ts'
import { makeSource } from '../../server/sources/make-source.ts'
import { ada, cast, grace, vera } from '../cast.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'
import { bring, itemsOf, lines, plan, run, story } from './bring.ts'

let house: FreshDatabase
beforeAll(async () => {
  house = await freshDatabase()
  await cast(house.db)
})
afterAll(() => house.drop())

test('a dry run says what would happen to each, with the first marks, and stores no article', async () => {
  const before = await counted()
  const id = await plan(house.db, { 'night-train.txt': story('night train'), 'empty.txt': '' })
  expect(await itemsOf(house.db, id)).toMatchObject([
    {
      ordinal: 1,
      file: 'night-train.txt',
      planned: 'created',
      planned_reason: null,
      first_marks: [{ verdict: 'cut', kind: 'related-link', text: 'Also Read: What Became of the night train' }],
      outcome: null,
      article_id: null,
    },
    { ordinal: 2, file: 'empty.txt', planned: 'failed', planned_reason: '“empty.txt” is empty.', first_marks: [], outcome: null },
  ])
  expect(await counted()).toEqual(before)
  expect(await events(id)).toEqual(['began an import', 'planned an import'])
})

test('the run does what was planned, keeps the report, and says so in the history', async () => {
  const id = await plan(house.db, { 'lighthouse.txt': story('lighthouse'), 'nul.txt': 'a\0b' })
  await run(house.db, id)
  const [created, failed] = await itemsOf(house.db, id)
  expect(created).toMatchObject({ outcome: 'created', reason: null, done_at: expect.any(Date) })
  expect(failed).toMatchObject({ outcome: 'failed', article_id: null, reason: failed?.planned_reason })
  const article = await findArticle(house.db, created?.article_id ?? '')
  expect(article).toMatchObject({ stage: 'draft', title_confirmed: false, cuts: 1, language: 'en' })
  expect(await house.db('imports').where({ id }).first('state', 'counts', 'run_by')).toEqual({
    state: 'finished',
    counts: { created: 1, failed: 1 },
    run_by: ada.id,
  })
  expect(await events(id)).toEqual(['began an import', 'planned an import', 'ran an import', 'finished an import'])
  const [imported] = await house.db('events').where({ stream: `article:${article.id}` })
  expect(imported).toMatchObject({ says: 'imported', person_id: null, details: expect.objectContaining({ import_id: id }) })
})

test.each([
  ['utf-8', Buffer.from('Un été.\r\n\r\nDeux.\nTrois')],
  ['utf-8 with a mark', Buffer.from('\ufeffLe phare.\r\nIl brille.\r\n')],
  ['utf-16le', Buffer.from('\ufeffLe phare deux.\r\nIl brille.', 'utf16le')],
  ['windows-1252', Buffer.from('L\x92\xe9t\xe9 revient au port, dit le maire\x85\r\n', 'latin1')],
])('what came in as %s is kept byte for byte, and the paragraphs rebuild the text', async (_, bytes) => {
  const [item] = await bring(house.db, { 'phare.txt': bytes }, { language: 'fr', source: 'Le Fanal' })
  const article = await findArticle(house.db, item?.article_id ?? '')
  const original = await house.db('originals').where({ id: article.original_id }).first()
  const blob = await house.db('blobs').where({ sha256: original.blob_sha256 }).first()
  expect(blob.bytes.equals(bytes)).toBe(true)
  const { paragraphs } = await findRevision(house.db, article.head_revision_id)
  expect(textOf(paragraphs)).toBe(original.decoded)
  expect(original).toMatchObject({ file: 'phare.txt', lossy: false })
})

test('the original of a line is that line, without its break', async () => {
  const record = { text: story('mill'), title: 'The mill' }
  const [, item] = await bring(house.db, { 'a.jsonl': `{"text":"${'x '.repeat(9)}"}\r\n${JSON.stringify(record)}\r\n` })
  const { original_id } = await findArticle(house.db, item?.article_id ?? '')
  const kept = await house.db('originals').join('blobs', 'sha256', 'blob_sha256').where({ id: original_id }).first()
  expect(kept.bytes.toString()).toBe(JSON.stringify(record))
  expect(kept).toMatchObject({ decoded: record.text, file: 'a.jsonl', line: 2 })
})

test('a record names a source that is there; for another its import’s is taken, and the report says so', async () => {
  const { id } = await makeSource(house.db, { name: 'Osier Gazette', language: 'en', by: ada })
  const [known, unknown] = await bring(house.db, {
    'a.jsonl': lines({ source: 'osier gazette', text: story('osier') }, { source: 'Nobody’s Paper', text: story('reed') }),
  })
  expect(await findArticle(house.db, known?.article_id ?? '')).toMatchObject({ source_id: id })
  expect(unknown).toMatchObject({
    outcome: 'created',
    reason: 'It names the source “Nobody’s Paper”, which is not there: Tarn Bay Courier was taken.',
  })
})

test('articles with a title of their own land in review with the importer as submitter; the others wait for their title', async () => {
  const files = { 'a.jsonl': lines({ title: 'The orchard', text: story('orchard') }, { text: story('hedge') }) }
  const [titled, untitled] = await bring(house.db, files, { landing: 'review' })
  expect(await findArticle(house.db, titled?.article_id ?? '')).toMatchObject({ stage: 'review', submitted_by: ada.id })
  expect(untitled).toMatchObject({
    planned_reason: 'Lands as a draft: its title is only suggested.',
    reason: 'Lands as a draft: its title is only suggested.',
  })
  expect(await findArticle(house.db, untitled?.article_id ?? '')).toMatchObject({ stage: 'draft', submitted_by: null })
})

test('an article of nothing but promotion is stored and stays a draft', async () => {
  const text = 'Also Read: What Became of the Ferry\nFollow our WhatsApp Channel for real-time news updates.\n'
  const [item] = await bring(house.db, { 'a.jsonl': lines({ title: 'Nothing left', text }) }, { landing: 'review' })
  expect(item).toMatchObject({ outcome: 'created', reason: 'Lands as a draft: The clean copy has no text.' })
  expect(await findArticle(house.db, item?.article_id ?? '')).toMatchObject({ stage: 'draft' })
})

test('HTML and script are words like others, and a title of 10,000 characters loses none', async () => {
  const script = '<script>alert(1)</script><img src=x onerror=alert(2)>'
  const record = {
    title: 'T'.repeat(10_000),
    text: `${script}\n${story('script')}`,
    byline: script,
    standfirst: script,
    external_id: script,
  }
  const [item] = await bring(house.db, { 'a.jsonl': lines(record) })
  expect(item).toMatchObject({
    outcome: 'created',
    title: 'T'.repeat(200),
    reason: 'Its title has 10,000 characters: the first 200 stand as a suggestion to confirm; the original keeps the whole.',
  })
  const article = await findArticle(house.db, item?.article_id ?? '')
  expect(await findRevision(house.db, article.head_revision_id)).toMatchObject({
    byline: script,
    standfirst: script,
    title: 'T'.repeat(200),
  })
  expect(article.title_confirmed).toBe(false)
})

test('an item whose world has changed since the plan is reported so', async () => {
  const files = { 'comet.txt': story('comet') }
  const late = await plan(house.db, files)
  const [first] = await bring(house.db, files)
  await run(house.db, late)
  expect((await itemsOf(house.db, late))[0]).toMatchObject({
    planned: 'created',
    outcome: 'unchanged',
    reason: 'The plan said created; since then the archive has changed. Nothing in it is new.',
    article_id: first?.article_id,
  })
})

test('who may not import, may neither plan nor run nor discard', async () => {
  const before = await house.db('imports').count().first()
  await expect(plan(house.db, { 'a.txt': story('owl') }, { by: vera })).rejects.toThrow('Your roles do not include importing articles.')
  expect(await house.db('imports').count().first()).toEqual(before)
  const id = await plan(house.db, { 'a.txt': story('owl') })
  await expect(run(house.db, id, { by: grace })).rejects.toThrow('Your roles do not include importing articles.')
  await expect(discardImport(house.db, { import_id: id, by: vera })).rejects.toThrow('Your roles do not include importing articles.')
  expect(await house.db('imports').where({ id }).first('state')).toEqual({ state: 'planned' })
})

test('an import runs once and is discarded only before', async () => {
  const id = await plan(house.db, { 'a.txt': story('fox') })
  await run(house.db, id)
  await expect(run(house.db, id)).rejects.toThrow('This import has run already; its report says what became of each item.')
  await expect(discardImport(house.db, { import_id: id, by: ada })).rejects.toThrow('Only an import that has not run can be discarded.')
  const other = await plan(house.db, { 'a.txt': story('badger') })
  await discardImport(house.db, { import_id: other, by: ada })
  await expect(run(house.db, other)).rejects.toThrow('This import was discarded, so there is nothing to run. Import the files again.')
  expect(await house.db('upload_chunks').join('uploads', 'id', 'upload_id').where({ import_id: other })).toEqual([])
  expect(await events(other)).toEqual(['began an import', 'planned an import', 'discarded an import'])
})

test('files that another import has claimed are not planned again', async () => {
  const id = await plan(house.db, { 'a.txt': story('heron') })
  const uploads = await house.db('uploads').where({ import_id: id }).pluck('id')
  const { planImport } = await import('../../server/imports/plan-import.ts')
  const again = { source: { name: 'Tarn Bay Courier' }, landing: 'draft', names_identify: false, uploads, by: ada } as const
  await expect(planImport(house.db, again)).rejects.toThrow('Some of the files are no longer kept. Choose them again.')
})

test('an error of ours fails its item with a sentence, and the others go on', async () => {
  const id = await plan(house.db, {
    'a.jsonl': lines({ title: 'Cursed', text: story('curse') }, { title: 'Blessed', text: story('blessing') }),
  })
  await house.db.raw(`ALTER TABLE revisions ADD CONSTRAINT curse CHECK (title <> 'Cursed')`)
  const faults: unknown[] = []
  const { runImport } = await import('../../server/imports/run-import.ts')
  await runImport(house.db, { import_id: id, by: ada, fault: (error) => faults.push(error) }).finally(() =>
    house.db.raw('ALTER TABLE revisions DROP CONSTRAINT curse'),
  )
  expect(faults).toHaveLength(1)
  expect(await itemsOf(house.db, id)).toMatchObject([
    {
      outcome: 'failed',
      article_id: null,
      reason: 'An error of Cleancopy itself stopped this item; the others went on. Import it again when that is mended.',
    },
    { outcome: 'created' },
  ])
})

async function counted() {
  const tables = ['articles', 'revisions', 'originals', 'blobs', 'marks', 'decisions', 'article_identities']
  return Promise.all(tables.map((table) => house.db(table).count().first()))
}

async function events(id: string): Promise<string[]> {
  return house
    .db('events')
    .where({ stream: `import:${id}` })
    .orderBy('number')
    .pluck('says')
}

test('what a page says of its lines is what its paragraphs are, and its bytes are the original', async () => {
  const page = Buffer.from(
    '<html><body><article><h2>Fees</h2><p>The dredger is <a href="https://courier.example/dredger">back</a>, and nobody knew.</p></article></body></html>',
  )
  const [item] = await bring(house.db, { 'dredger.txt': page })
  expect(item).toMatchObject({ outcome: 'created', reason: expect.stringMatching(/^Read as what it is: HTML page\./) })
  const article = await findArticle(house.db, item?.article_id ?? '')
  const { paragraphs } = await findRevision(house.db, article.head_revision_id)
  expect(paragraphs).toMatchObject([
    { id: '1-1', kind: 'heading', level: 2, text: 'Fees', origin: { start: 0, end: 4 } },
    { kind: 'text', spans: [{ type: 'link', start: 15, end: 19, href: 'https://courier.example/dredger' }] },
  ])
  const original = await house.db('originals').where({ id: article.original_id }).first()
  expect(original.decoded).toBe(textOf(paragraphs))
  expect((await house.db('blobs').where({ sha256: original.blob_sha256 }).first()).bytes).toEqual(page)
  expect((await bring(house.db, { 'dredger.txt': page }))[0]).toMatchObject({ outcome: 'unchanged' })
})
