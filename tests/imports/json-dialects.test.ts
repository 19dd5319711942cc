import { failuresOf, readAll } from './read.ts'

test('a JSON Feed brings its items, each with its own bytes', async () => {
  const item =
    '{"id":"1","url":"https://courier.example/a","title":"Ferry","content_html":"<p>Back <em>soon<\\/em>.<\\/p>","authors":[{"name":"Wanja Otieno"}],"date_published":"2026-11-12T07:40:00Z","summary":"Short."}'
  const feed = `{"version":"https://jsonfeed.org/version/1.1","title":"C","language":"en","items":[ ${item}, {"id":2,"content_text":"One.\\nTwo."}, {"id":"3"}, 7]}`
  expect(await readAll('feed.json', feed)).toMatchObject([
    {
      line: 1,
      bytes: Buffer.from(item),
      title: 'Ferry',
      byline: 'Wanja Otieno',
      standfirst: 'Short.',
      language: 'en',
      external_id: '1',
      decoded: { text: 'Back soon.\n' },
      shapes: [{ spans: [{ type: 'em', start: 5, end: 9 }] }],
      notes: ['Read as what it is: JSON Feed.'],
    },
    { line: 2, external_id: '2', decoded: { text: 'One.\nTwo.' } },
    { failure: 'Entry 3 of “feed.json” holds no text.' },
    { failure: 'Entry 4 of “feed.json” is no JSON object, or nested more than 100 levels deep.' },
  ])
  expect(await failuresOf('feed.json', feed.slice(0, 300))).toEqual([null, '“feed.json” breaks off in its entry 2, which was not read.'])
})

test('a mark of UTF-8 stands in nobody’s way', async () => {
  const feed = '\ufeff{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","content_text":"One."}]}'
  expect(await readAll('feed.json', feed)).toMatchObject([{ decoded: { text: 'One.' } }])
  const page = Buffer.from('\ufeff<html><body><p>Back.</p></body></html>')
  expect(await readAll('page.txt', page)).toMatchObject([{ bytes: page, decoded: { text: 'Back.\n', bom: true } }])
})

const lexical = JSON.stringify({
  root: {
    type: 'root',
    children: [
      { type: 'extended-heading', tag: 'h3', children: [{ type: 'extended-text', text: 'Fees' }] },
      {
        type: 'paragraph',
        children: [
          { type: 'extended-text', text: 'It is ', format: 0 },
          { type: 'extended-text', text: 'quieter', format: 3 },
          { type: 'link', url: 'https://courier.example/x', children: [{ type: 'extended-text', text: ' now' }] },
        ],
      },
      { type: 'image', src: 'x.jpg' },
      { type: 'list', listType: 'number', children: [{ type: 'listitem', children: [{ type: 'extended-text', text: 'One' }] }] },
    ],
  },
})

test('a Ghost export brings posts of HTML and of its newer editor, with their authors', async () => {
  const data = {
    users: [{ id: 'u1', name: 'Wanja Otieno' }],
    posts_authors: [{ post_id: 'a1', author_id: 'u1' }],
    posts: [
      {
        id: 'a1',
        title: 'Ferry',
        html: '<p>Back.</p>',
        status: 'published',
        published_at: '2026-11-12 07:40:00',
        custom_excerpt: 'Short.',
      },
      { id: 'a2', title: 'Pier', lexical, status: 'draft', published_at: 1_794_469_200_000 },
      { id: 'a3', title: 'Old', mobiledoc: '{"cards":[]}' },
    ],
  }
  const file = JSON.stringify({ db: [{ meta: { exported_on: 1, version: '6.0.0' }, data }] })
  expect(await readAll('ghost.json', file)).toMatchObject([
    {
      external_id: 'a1',
      byline: 'Wanja Otieno',
      standfirst: 'Short.',
      published_at: new Date('2026-11-12T07:40:00Z'),
      decoded: { text: 'Back.\n' },
    },
    {
      external_id: 'a2',
      decoded: { text: 'Fees\nIt is quieter now\nOne\n' },
      shapes: [
        { kind: 'heading', level: 3 },
        {
          spans: [
            { type: 'strong', start: 6, end: 13 },
            { type: 'em', start: 6, end: 13 },
            { type: 'link', start: 13, end: 17, href: 'https://courier.example/x' },
          ],
        },
        { kind: 'item', list: { ordered: true, depth: 1 } },
      ],
      notes: [
        'Read as what it is: Ghost export.',
        'Ghost had it as “draft”, not published.',
        'Cards of Ghost were left out (image); the original keeps them.',
      ],
    },
    { failure: 'Entry 3 of “ghost.json” has its text only as mobiledoc, which is not read here. Export it from a newer Ghost.' },
  ])
  expect(await failuresOf('ghost.json', JSON.stringify({ data: { posts: [] }, meta: { exported_on: 1 } }))).toEqual([
    '“ghost.json” holds no article.',
  ])
})

const three = {
  uri: 'https://courier.example/id/1',
  standard: { name: 'ninjs', version: '3.1' },
  type: 'text',
  language: 'en',
  headlines: [
    { role: 'subhead', value: 'Under' },
    { role: 'main', value: 'Ferry' },
  ],
  descriptions: [{ role: 'summary', value: 'Short.' }],
  bodies: [
    { contentType: 'text/plain', value: 'Plain.' },
    { contentType: 'text/html', value: '<p>Back.</p>' },
  ],
  by: 'Wanja Otieno',
  infoSources: [{ role: 'source', name: 'Coast Courier' }],
  contentCreated: '2026-11-12T07:40:00Z',
  embargoedUntil: '2026-11-13T00:00:00Z',
}

test('ninjs is read in its three dialects, in .json and line by line', async () => {
  const told = {
    title: 'Ferry',
    standfirst: 'Short.',
    byline: 'Wanja Otieno',
    source: 'Coast Courier',
    language: 'en',
    decoded: { text: 'Back.\n' },
  }
  expect(await readAll('a.json', JSON.stringify(three))).toMatchObject([
    {
      ...told,
      line: null,
      external_id: three.uri,
      notes: ['Read as ninjs 2 or 3.', 'Its sender has it under an embargo until 2026-11-13T00:00:00Z.'],
    },
  ])
  const { contentCreated, embargoedUntil: _, infoSources, bodies, ...same } = three
  const two = {
    ...same,
    infosources: infoSources,
    bodies: bodies.map(({ contentType, value }) => ({ contenttype: contentType, value })),
    contentcreated: contentCreated,
  }
  const one = {
    guid: 'urn:x:1',
    type: 'text',
    headline: 'Ferry',
    description_text: 'Short.',
    byline: 'Wanja Otieno',
    source: 'Coast Courier',
    language: 'en',
    body_html: '<p>Back.</p>',
    versioncreated: '2026-11-12T07:40:00+0000',
  }
  expect(await readAll('a.jsonl', `${JSON.stringify(two)}\n${JSON.stringify(one)}\n`)).toMatchObject([
    { ...told, line: 1, published_at: new Date('2026-11-12T07:40:00Z') },
    { ...told, line: 2, external_id: 'urn:x:1', published_at: new Date('2026-11-12T07:40:00Z'), notes: ['Read as ninjs 1.'] },
  ])
})

test('a cancelled item and a picture are no articles', async () => {
  const [killed, picture] = await failuresOf(
    'a.jsonl',
    `${JSON.stringify({ ...three, pubStatus: 'canceled' })}\n${JSON.stringify({ ...three, type: 'picture' })}`,
  )
  expect(killed).toBe('Line 1 of “a.jsonl” is a notice that its sender has cancelled the article: there is nothing to import.')
  expect(picture).toBe('Line 2 of “a.jsonl” is no text but of the type “picture”.')
})
