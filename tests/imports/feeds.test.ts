import { failuresOf, readAll } from './read.ts'

const rss = (items: string, head = '') => `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"${head}><channel>
<title>Coast Courier</title><link>https://courier.example</link><language>en-gb</language>${items}</channel></rss>`

const ferry = `<item><title>Ferry &amp; pier</title><link>https://courier.example/ferry</link><guid isPermaLink="false">f-1</guid>
<dc:creator><![CDATA[Wanja Otieno]]></dc:creator><pubDate>Thu, 12 Nov 2026 07:40:00 +0000</pubDate><description>It is back.</description>
<content:encoded><![CDATA[<p>The ferry came <b>back</b>. </item> is no end here.</p><p>Soon.</p>]]></content:encoded></item>`

test('each item of an RSS feed is an article with its own bytes', async () => {
  const found = await readAll(
    'news.xml',
    rss(`${ferry}<item><title>Pier</title><description>&lt;p&gt;Open.&lt;/p&gt;</description></item>`),
  )
  expect(found).toMatchObject([
    {
      line: 1,
      bytes: Buffer.from(ferry),
      title: 'Ferry & pier',
      standfirst: 'It is back.',
      byline: 'Wanja Otieno',
      language: 'en-GB',
      url: 'https://courier.example/ferry',
      external_id: 'f-1',
      published_at: new Date('2026-11-12T07:40:00Z'),
      decoded: { text: 'The ferry came back. is no end here.\nSoon.\n' },
      notes: [],
    },
    { line: 2, decoded: { text: 'Open.\n' }, notes: ['The feed brings no full text: what it says of the article was taken.'] },
  ])
})

test('an Atom feed is read, its XHTML too', async () => {
  const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>C</title><entry><id>urn:x:1</id><title type="html">Le &lt;i&gt;bac&lt;/i&gt;</title>
    <link rel="self" href="https://c.example/api"/><link href="https://c.example/bac"/><author><name>Inès Roy</name><email>i@c.example</email></author>
    <published>2026-11-12T07:40:00Z</published><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Le bac &amp; le <em>quai</em>.</p></div></content></entry></feed>`
  expect(await readAll('a.atom', atom)).toMatchObject([
    {
      title: 'Le bac',
      byline: 'Inès Roy',
      language: 'fr',
      url: 'https://c.example/bac',
      external_id: 'urn:x:1',
      decoded: { text: 'Le bac & le quai.\n' },
      shapes: [{ spans: [{ type: 'em', start: 12, end: 16 }] }],
    },
  ])
})

test('a feed is known by what it is', async () => {
  expect(await readAll('news.txt', rss(ferry))).toMatchObject([{ title: 'Ferry & pier', notes: ['Read as what it is: RSS or Atom feed.'] }])
})

const wp = ' xmlns:wp="http://wordpress.org/export/1.2/" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"'
const author =
  '<wp:author><wp:author_login><![CDATA[wanja]]></wp:author_login><wp:author_display_name><![CDATA[Wanja Otieno]]></wp:author_display_name></wp:author>'
const post = (more: string) =>
  `<item><title>Ferry</title><link>https://courier.example/?p=7</link><dc:creator>wanja</dc:creator><guid>https://courier.example/?p=7</guid>
<content:encoded><![CDATA[One\nline.\n\nTwo <a href="/x">links</a>.]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_date_gmt>2026-11-12 07:40:00</wp:post_date_gmt>${more}</item>`

test('a WordPress export brings posts and pages, passes attachments over, leaves the trash, and knows its authors by name', async () => {
  const items = [
    '<wp:post_type>post</wp:post_type><wp:status>draft</wp:status>',
    '<wp:post_type>attachment</wp:post_type>',
    '<wp:status>trash</wp:status>',
  ]
  const found = await readAll('wordpress.xml', rss(author + items.map(post).join(''), wp))
  expect(found).toMatchObject([
    {
      line: 1,
      title: 'Ferry',
      byline: 'Wanja Otieno',
      published_at: new Date('2026-11-12T07:40:00Z'),
      decoded: { text: 'One line.\nTwo links.\n' },
      shapes: [{ kind: 'text' }, { spans: [{ type: 'link', href: 'https://courier.example/x' }] }],
      notes: ['Read as what it is: WordPress export.', 'WordPress had it as “draft”, not published.'],
    },
    { line: 3, failure: 'Entry 3 of “wordpress.xml” lies in the trash of that WordPress, and was left there.' },
  ])
})

test.each([
  [
    'an entity bomb',
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><item><title>&b;</title></item></rss>',
    'declares a document type',
  ],
  [
    'an external entity',
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss><channel><item><description>&e;</description></item></channel></rss>',
    'declares a document type',
  ],
  ['no items', rss(''), 'holds no article'],
  ['nothing', '', 'is empty'],
  ['some other XML', '<?xml version="1.0"?><books><book/></books>', 'holds no article'],
])('%s fails once, with a sentence', async (_, xml, says) => {
  expect(await failuresOf('a.xml', xml)).toEqual([expect.stringContaining(says)])
})

test('an entity that nobody declared stands as it is written, never as something else', async () => {
  expect(await readAll('a.xml', rss('<item><description>One &nbsp; &e; two.</description></item>'))).toMatchObject([
    { decoded: { text: expect.stringContaining('&e;') } },
  ])
})

test('a feed that breaks off, a very deep item and one that is too large: a sentence each, and the others are in', async () => {
  const deep = `<item><description>${'<a>'.repeat(100_000)}</description></item>`
  const large = `<item><description>${'word '.repeat(500_000)}</description></item>`
  expect(await failuresOf('a.xml', rss(`${ferry}${deep}${large}${ferry}<item><title>Cut`).replace('</channel></rss>', ''))).toEqual([
    null,
    'Entry 2 of “a.xml” is nested deeper than any article is, and was not read.',
    'Entry 3 of “a.xml” is larger than 2 MB, the most that one article may have.',
    null,
    '“a.xml” breaks off in its entry 5, which was not read.',
  ])
})

test('whatever byte a feed ends at, it says so or it is whole', async () => {
  const whole = rss(ferry)
  for (let end = 1; end < whole.length; end += 10) {
    const failures = await failuresOf('a.xml', whole.slice(0, end))
    expect([end, failures.every((failure) => failure === null || /^(?:“a\.xml”|Entry \d)/.test(failure)), failures.length > 0]).toEqual([
      end,
      true,
      true,
    ])
  }
})
