import { textOf } from '../../server/articles/paragraph.ts'
import { findRevision } from '../../server/articles/queries.ts'
import { ada, openSite } from '../cast.ts'
import { published, sourceNamed } from './live.ts'

test('what one house exports as JSON Lines another one imports: words, details, source and address', async () => {
  const [from, to] = [await openSite(), await openSite()]
  try {
    await sourceNamed(to.db, 'Elsewhere')
    await sourceNamed(to.db, 'Coast Courier')
    const words = {
      title: 'Ferry “back”',
      standfirst: 'It is quieter.',
      byline: 'Wanja Otieno',
      origin_url: 'https://courier.example/ferry',
    }
    const text = 'The ferry came back.\n\nIt is “quieter”.\n'
    await published(from.db, await sourceNamed(from.db, 'Coast Courier'), { ...words, text, language: 'en' })
    const exported = await from.as(ada).post('/exports', { format: 'jsonl' })
    expect(exported.status).toBe(200)

    const form = new FormData()
    form.set('source', 'Elsewhere')
    form.set('landing', 'draft')
    form.append('files', new Blob([new Uint8Array(exported.bytes)]), 'ours.jsonl')
    const place = (await to.as(ada).upload('/imports', form)).headers.get('location')
    await to.as(ada).post(`${place}/run`)
    const article = await to
      .db('articles')
      .join('sources', 'sources.id', 'articles.source_id')
      .first('articles.*', 'sources.name as source')
    expect(article).toMatchObject({ source: 'Coast Courier', origin_url: words.origin_url, title_confirmed: true, language: 'en' })
    const head = await findRevision(to.db, article.head_revision_id)
    expect(head).toMatchObject({ title: words.title, standfirst: words.standfirst, byline: words.byline })
    expect(textOf(head.paragraphs)).toBe(text)
  } finally {
    await Promise.all([from.close(), to.close()])
  }
})
