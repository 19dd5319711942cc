import { findDraft } from '../../server/articles/draft-queries.ts'
import { cleanFerryText, ferryText, imported, rowOf, saysOf } from '../articles/story.ts'
import { ada, amina, openSite, type Site, solo } from '../cast.ts'

let site: Site
beforeAll(async () => {
  site = await openSite({ people: [ada, amina, solo] })
})
afterAll(() => site.close())

type Fields = Record<string, string>

// The fields of the form with this action, as a browser would send them back.
function formIn(html: string, action: string): Fields {
  const [, form = ''] = new RegExp(`<form[^>]*action="${action}"[^>]*>(.*?)</form>`, 's').exec(html) ?? []
  const inputs = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
  const areas = [...form.matchAll(/<textarea[^>]*name="([^"]+)"[^>]*>\n?([^<]*)<\/textarea>/g)]
  return Object.fromEntries([...inputs, ...areas].map(([, name = '', value = '']) => [name, plain(value)]))
}

function plain(text: string): string {
  return text.replaceAll('&#34;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

const formOf = async (id: string, who = ada) => formIn((await site.as(who).get(`/articles/${id}/edit`)).text, `/articles/${id}/text`)
const wordsOf = async (id: string, who = ada) => (await formOf(id, who))['text'] ?? ''
const headOf = async (id: string): Promise<string> => {
  const { paragraphs } = await site
    .db('revisions')
    .where({ id: (await rowOf(site.db, id)).head_revision_id })
    .first()
  return paragraphs.map(({ text }: { text: string }) => text).join('\n')
}
// Somebody else changes the text first.
const faster = async (id: string, change: (text: string) => string) =>
  site.as(solo).post(`/articles/${id}/text`, { ...(await formOf(id, solo)), text: change(await wordsOf(id, solo)) })

describe('the whole text', () => {
  test('what only one of the two changed is put together, saved with one button, and the draft goes', async () => {
    const id = await imported(site.db)
    const mine = await formOf(id)
    await faster(id, (text) => text.replace('a third less fuel', 'half the fuel'))
    const late = await site.as(ada).post(`/articles/${id}/text`, { ...mine, text: (mine['text'] ?? '').replace('oldest', 'smallest') })
    expect([late.status, late.text.includes('different paragraphs'), late.text.includes('<fieldset')]).toEqual([409, true, false])
    expect((await findDraft(site.db, { article_id: id, person_id: ada.id }))?.words.text).toContain('smallest')
    const saved = await site.as(ada).post(`/articles/${id}/text/merged`, formIn(late.text, `/articles/${id}/text/merged`))
    expect([saved.status, saved.headers.get('location')]).toEqual([303, `/articles/${id}`])
    expect(await headOf(id)).toBe(ferryText.replace('oldest', 'smallest').replace('a third less fuel', 'half the fuel'))
    expect([await findDraft(site.db, { article_id: id, person_id: ada.id }), (await saysOf(site.db, id)).at(-1)]).toEqual([
      undefined,
      'edited the text',
    ])
  })

  test('a paragraph that both changed is asked: without an answer the page comes back with every word', async () => {
    const id = await imported(site.db)
    const mine = await formOf(id)
    await faster(id, (text) => text.replace('on Thursday', 'on Friday'))
    const late = await site
      .as(ada)
      .post(`/articles/${id}/text`, { ...mine, text: (mine['text'] ?? '').replace('oldest', '“smallest” & <oldest>') })
    const form = formIn(late.text, `/articles/${id}/text/merged`)
    expect([late.text.split('<fieldset').length, form['own-1']?.includes('“smallest” & <oldest>')]).toEqual([2, true])
    const unsaid = await site.as(ada).post(`/articles/${id}/text/merged`, { ...form, 'own-1': 'Typed into the box.' })
    expect([unsaid.status, unsaid.text.includes('Choose what is to stand here.')]).toEqual([422, true])
    expect(formIn(unsaid.text, `/articles/${id}/text/merged`)).toMatchObject({ 'own-1': 'Typed into the box.', yours: form['yours'] })
    await site.as(ada).post(`/articles/${id}/text/merged`, { ...form, 'choice-1': 'both' })
    const [theirs, own] = (await headOf(id)).split('\n')
    expect([theirs?.includes('on Friday'), own?.includes('“smallest” & <oldest>')]).toEqual([true, true])
  })

  test('a cut that a colleague made meanwhile stays made', async () => {
    const id = await imported(site.db)
    const mine = await formOf(id)
    await faster(id, (text) => text.replace('A Quieter Crossing', '⟦A Quieter Crossing⟧'))
    const late = await site.as(ada).post(`/articles/${id}/text`, { ...mine, text: (mine['text'] ?? '').replace('oldest', 'smallest') })
    await site.as(ada).post(`/articles/${id}/text/merged`, formIn(late.text, `/articles/${id}/text/merged`))
    expect(await wordsOf(id)).toContain('⟦A Quieter Crossing⟧')
    expect(await headOf(id)).toContain('smallest')
  })

  test('someone is faster once more: the merge is merged with that, and nothing is lost', async () => {
    const id = await imported(site.db)
    const mine = await formOf(id)
    await faster(id, (text) => text.replace('a third less fuel', 'half the fuel'))
    const late = await site.as(ada).post(`/articles/${id}/text`, { ...mine, text: (mine['text'] ?? '').replace('oldest', 'smallest') })
    await faster(id, (text) => text.replace('all forty', 'all fifty'))
    const again = await site.as(ada).post(`/articles/${id}/text/merged`, formIn(late.text, `/articles/${id}/text/merged`))
    expect(again.status).toBe(409)
    await site.as(ada).post(`/articles/${id}/text/merged`, formIn(again.text, `/articles/${id}/text/merged`))
    const all = ferryText.replace('oldest', 'smallest').replace('a third less fuel', 'half the fuel').replace('all forty', 'all fifty')
    expect(await headOf(id)).toBe(all)
  })

  test('a merge that names what is not of this article is refused with a sentence; one who may not edit is refused', async () => {
    const id = await imported(site.db)
    const fields = {
      yours: 'Words.',
      seen: (await rowOf(site.db, await imported(site.db))).head_revision_id,
      now: 'nothing',
      lock_version: '1',
    }
    const refused = await site.as(ada).post(`/articles/${id}/text/merged`, fields)
    expect([refused.status, refused.text.includes('no longer known')]).toEqual([422, true])
    const { head_revision_id } = await rowOf(site.db, id)
    const whole = { yours: cleanFerryText, seen: head_revision_id, now: head_revision_id, lock_version: '1' }
    expect((await site.as(amina).post(`/articles/${id}/text/merged`, whole)).status).toBe(403)
    expect(await headOf(id)).toBe(ferryText)
  })
})

describe('one paragraph', () => {
  const open = async (id: string, paragraph: string) =>
    formIn((await site.as(ada).get(`/articles/${id}?edit=${paragraph}`)).text, `/articles/${id}/paragraphs/${paragraph}`)

  test('changed by nobody else, it goes in beside what the others changed; a draft of the whole text stays', async () => {
    const id = await imported(site.db)
    const mine = await open(id, '1-1')
    await faster(id, (text) => text.replace('a third less fuel', 'half the fuel'))
    await site.as(ada).post(`/articles/${id}/draft`, { ...(await formOf(id)), text: 'Half a sen' })
    const late = await site.as(ada).post(`/articles/${id}/paragraphs/1-1`, { ...mine, text: 'The ferry is back.' })
    expect([late.status, late.text.includes('different paragraphs')]).toEqual([409, true])
    const saved = await site.as(ada).post(`/articles/${id}/text/merged`, formIn(late.text, `/articles/${id}/text/merged`))
    expect(saved.headers.get('location')).toBe(`/articles/${id}#p-1-1`)
    const [first, second] = (await headOf(id)).split('\n')
    expect([first, second?.includes('half the fuel')]).toEqual(['The ferry is back.', true])
    expect((await findDraft(site.db, { article_id: id, person_id: ada.id }))?.words.text).toBe('Half a sen')
  })

  test('changed by both, it is asked', async () => {
    const id = await imported(site.db)
    const mine = await open(id, '1-1')
    await faster(id, (text) => text.replace('oldest', 'smallest'))
    const late = await site
      .as(ada)
      .post(`/articles/${id}/paragraphs/1-1`, { ...mine, text: (mine['text'] ?? '').replace('Thursday', 'Friday') })
    const form = formIn(late.text, `/articles/${id}/text/merged`)
    await site.as(ada).post(`/articles/${id}/text/merged`, { ...form, 'choice-1': 'mine', 'own-1': 'Ours.' })
    expect((await headOf(id)).split('\n')[0]).toBe('Ours.')
  })
})
