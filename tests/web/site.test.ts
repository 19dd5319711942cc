import { ada, openSite, type Site } from '../cast.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

test('smoke', async () => {
  const a = await site.as(ada).get('/account')
  console.log(a.status, a.text, [...a.headers])
  const b = await site.visitor().get('/account')
  console.log(b.status, b.headers.get('location'))
  const c = await site.visitor().get('/nope')
  console.log(c.status, c.text)
})
