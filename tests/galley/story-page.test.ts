import { cutWords } from '../../server/articles/cut-words.ts'
import { decideMark } from '../../server/articles/decide-mark.ts'
import { editParagraph } from '../../server/articles/edit-paragraph.ts'
import { findRevision } from '../../server/articles/queries.ts'
import { takeStep } from '../../server/articles/take-step.ts'
import { listStory } from '../../server/galley/list-story.ts'
import { recordEvent } from '../../server/history/record-event.ts'
import { imported, inReview, marksOf, rowOf, saysOf, switchFourEyes } from '../articles/story.ts'
import { ada, amina, grace, openSite, type Site, tomas, vera } from '../cast.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
  await switchFourEyes(site.db, true)
})
afterAll(() => site.close())

const seen = async (id: string) => {
  const { lock_version, head_sha256, head_revision_id } = await rowOf(site.db, id)
  return { lock_version: String(lock_version), content_sha256: head_sha256.toString('hex'), revision: head_revision_id }
}
const storyOf = async (id: string, before?: number) => {
  const head = await findRevision(site.db, (await rowOf(site.db, id)).head_revision_id)
  return listStory(site.db, { article_id: id, limit: 50, before }, { head, marks: await marksOf(site.db, id) })
}

describe('the history of an article', () => {
  test('says which words were cut and kept, and leads to what an edit changed', async () => {
    const id = await imported(site.db)
    const [mark] = await marksOf(site.db, id)
    await decideMark(site.db, { article_id: id, mark_id: String(mark?.id), verdict: 'keep', by: ada })
    await cutWords(site.db, { article_id: id, paragraph_id: '1-2', words: 'a third less fuel', kind: 'share', lock_version: 2, by: ada })
    await editParagraph(site.db, { article_id: id, paragraph_id: '1-1', text: 'The ferry is back.', lock_version: 3, by: ada })
    const { told, older } = await storyOf(id)
    expect([older, told.map(({ did, words, compare }) => [did, words, compare])]).toEqual([
      null,
      [
        ['edited a paragraph', null, `/articles/${id}/compare?from=1&to=2`],
        ['cut words by hand (share)', 'a third less fuel', null],
        ['kept a mark (related link)', 'Also Read: Island Traders Welcome New Cold Store', null],
        ['imported it and marked 2 to cut', null, null],
      ],
    ])
    const { text } = await site.as(vera).get(`/articles/${id}/history`)
    expect(text).toContain('<q dir="auto">Also Read: Island Traders Welcome New Cold Store</q>')
  })

  test('names no words where the paragraph reads otherwise by now', async () => {
    const id = await imported(site.db)
    await cutWords(site.db, { article_id: id, paragraph_id: '1-2', words: 'a third less fuel', kind: 'share', lock_version: 1, by: ada })
    await editParagraph(site.db, { article_id: id, paragraph_id: '1-2', text: 'Something wholly other.', lock_version: 2, by: ada })
    expect((await storyOf(id)).told.map(({ words }) => words)).toEqual([null, null, null])
  })

  test('long words are shortened, and come from outside as words only', async () => {
    const words = `Also Read: <b>${'Island Traders '.repeat(10)}</b>`
    const id = await imported(site.db, { text: `One line of a story.\n${words}\nAnother line of it.` })
    await cutWords(site.db, { article_id: id, paragraph_id: '1-1', kind: 'by-hand', lock_version: 1, by: ada })
    const [mark] = (await marksOf(site.db, id)).filter(({ paragraph_id }) => paragraph_id === '1-2')
    await decideMark(site.db, { article_id: id, mark_id: String(mark?.id), verdict: 'keep', by: ada })
    const shown = (await storyOf(id)).told[0]?.words ?? ''
    expect([[...shown].length, shown.endsWith('…')]).toEqual([80, true])
    expect((await site.as(vera).get(`/articles/${id}/history`)).text).not.toContain('<b>Island')
  })

  test('is paged to its very beginning', async () => {
    const id = await imported(site.db)
    await site.db.transaction(async (tx) => {
      for (let n = 0; n < 230; n++) await recordEvent(tx, { stream: `article:${id}`, person: ada, says: 'commented', details: { n } })
    })
    const first = await site.as(vera).get(`/articles/${id}/history`)
    expect([first.text.match(/commented/g)?.length, first.text.includes('imported it')]).toEqual([200, false])
    const older = /href="(\/articles\/[^"]+\/history\?before=\d+)"/.exec(first.text)?.[1] ?? ''
    const second = await site.as(vera).get(older)
    expect([second.text.match(/commented/g)?.length, second.text.includes('imported it')]).toEqual([30, true])
    expect(second.text).toContain(`rel="prev" href="/articles/${id}/history"`)
    expect((await site.as(vera).get(`/articles/${id}/history?before=nothing`)).status).toBe(404)
  })
})

test('words that a person cut name no rule', async () => {
  const id = await imported(site.db)
  await cutWords(site.db, { article_id: id, paragraph_id: '1-2', kind: 'share', lock_version: 1, by: ada })
  const { text } = await site.as(vera).get(`/articles/${id}`)
  expect([text.includes('a person cut it'), text.includes('<b>by-hand</b>'), text.includes('#related-link">related-link/en</a>')]).toEqual([
    true,
    false,
    true,
  ])
})

describe('a note at submission', () => {
  test('is kept, shown to the reviewer while it is reviewed, and told in the history', async () => {
    const id = await imported(site.db)
    expect((await site.as(ada).get(`/articles/${id}`)).text).toContain('Submit for review, with a note…')
    expect((await site.as(ada).get(`/articles/${id}/steps/submit`)).text).toContain('A note for the reviewer')
    const comment = 'The yard wants <b>the fee</b> checked.'
    await site.as(ada).post(`/articles/${id}/steps/submit`, { ...(await seen(id)), comment })
    const { text } = await site.as(amina).get(`/review/${id}`)
    expect(text).toContain('<q dir="auto">The yard wants &lt;b&gt;the fee&lt;/b&gt; checked.</q>')
    expect((await storyOf(id)).told[0]?.did).toBe(`submitted it for review: “${comment}”`)
    await takeStep(site.db, { article: id, step: 'recall', by: ada })
    await takeStep(site.db, { article: id, step: 'submit', by: ada })
    expect((await site.as(amina).get(`/review/${id}`)).text).not.toContain('submitted it: ')
  })

  test('none is needed, and one that is too long comes back whole', async () => {
    const id = await imported(site.db)
    const long = 'x'.repeat(10_001)
    const answer = await site.as(ada).post(`/articles/${id}/steps/submit`, { ...(await seen(id)), comment: long })
    expect([answer.status, answer.text.includes(long), await saysOf(site.db, id)]).toEqual([422, true, ['imported']])
    await site.as(ada).post(`/articles/${id}/steps/submit`, await seen(id))
    expect(await saysOf(site.db, id)).toEqual(['imported', 'submitted'])
  })
})

describe('a comment that must be resolved', () => {
  test('holds the approval and the publication until it is, and says so', async () => {
    const id = await inReview(site.db, ada)
    await site.as(amina).post(`/articles/${id}/comments`, { text: 'Who paid?', blocking: 'yes' })
    const refused = await site.as(amina).post(`/articles/${id}/steps/approve`, await seen(id))
    expect([refused.status, refused.text.includes('A comment says that it must be resolved before approval')]).toEqual([403, true])
    const { text } = await site.as(grace).get(`/review/${id}`)
    expect(text).toContain('Before approval')
    const [comment] = await site.db('comments').where({ article_id: id })
    await site.as(ada).post(`/articles/${id}/comments`, { text: 'The county.', parent: comment.id, blocking: 'yes' })
    expect(await site.db('comments').where({ article_id: id }).orderBy('created_at').pluck('blocking')).toEqual([true, false])
    await expect(takeStep(site.db, { article: id, step: 'approve', by: amina })).rejects.toThrow('must be resolved')
    await site.as(tomas).post(`/articles/${id}/comments/${comment.id}/resolve`)
    await takeStep(site.db, { article: id, step: 'approve', by: amina })
    expect((await storyOf(id)).told.map(({ did }) => did)).toContain('commented, to be resolved before an approval')
  })

  test('an ordinary one does not hold it', async () => {
    const id = await inReview(site.db, ada)
    await site.as(amina).post(`/articles/${id}/comments`, { text: 'Fine.' })
    await takeStep(site.db, { article: id, step: 'approve', by: amina })
    expect(await saysOf(site.db, id)).toEqual(['imported', 'submitted', 'commented', 'approved'])
  })
})
