import { may, type Permission, type Person, roles } from '../../server/users/permissions.ts'
import { type Declared, routeTable } from '../../server/web/routes.ts'
import { openSite, type Site, type Someone } from '../cast.ts'

let site: Site
let table: Declared[]
beforeAll(async () => {
  site = await openSite({ people: holders })
  table = routeTable(site.app)
})
afterAll(() => site.close())

// One person for each role, who holds no other.
const holders: Person[] = roles.map((role, i) => ({
  id: `01900000-0000-7000-8000-0000000000a${i}`,
  name: `One ${role}`,
  email: `${role}@example.org`,
  roles: [role],
}))
const nothing = '01900000-0000-7000-8000-00000000dead'

test('every layer of the house is a room that declares its routes, or one of the named few that guard and serve', () => {
  const layers = site.app.router.stack as unknown as { name: string; handle: { declared?: unknown; stack?: unknown } }[]
  const bare = layers.filter(({ handle }) => handle.declared === undefined && handle.stack !== undefined)
  expect(bare).toHaveLength(1)
  expect(table.length).toBeGreaterThan(20)
})

test('what is public is this, and nothing else', () => {
  const open = table.filter(({ guard }) => guard === 'public').map(({ method, path }) => `${method} ${path}`)
  expect(open.sort()).toEqual([
    'GET /health/live',
    'GET /health/ready',
    'GET /join/:token',
    'GET /metrics',
    'GET /reset/:token',
    'GET /sign-in',
    'GET /welcome/:token',
    'POST /join/:token',
    'POST /reset/:token',
    'POST /sign-in',
    'POST /sign-out',
    'POST /welcome/:token',
  ])
})

test('nobody who is not signed in gets further than the sign-in', async () => {
  const visitor = site.visitor()
  const answers = await answersTo(visitor, guarded())
  expect(answers).toEqual(guarded().map((route) => [named(route), route.method === 'GET' ? 303 : 401]))
  for (const route of guarded().filter(({ method }) => method === 'GET')) {
    const { headers } = await visitor.get(pathOf(route))
    expect(headers.get('location')).toBe(`/sign-in?next=${encodeURIComponent(pathOf(route))}`)
  }
})

test.each(holders)('$name may do what the table of permissions says, and nothing else', async (holder) => {
  const answers = await answersTo(site.as(holder), guarded())
  const letIn = answers.map(([route, status]) => [route, status === 403 ? 'refused' : status < 500 && status !== 401 ? 'let in' : status])
  expect(letIn).toEqual(guarded().map((route) => [named(route), may(holder, route.guard) ? 'let in' : 'refused']))
})

test.each(holders)('other spellings of an address open nothing to $name', async (holder) => {
  const closed = guarded().filter(({ guard }) => !may(holder, guard))
  const someone = site.as(holder)
  for (const spell of [slashed, upper]) {
    const answers = await answersTo(someone, closed, spell)
    expect(answers).toEqual(closed.map((route) => [named(route), 403]))
  }
  for (const spell of [encodedSlash, doubled, dotted]) {
    const opened = (await answersTo(someone, closed, spell)).filter(([, status]) => status !== 403 && status !== 404)
    expect(opened).toEqual([])
  }
})

test.each(holders)('the navigation offers $name no door that is shut', async (holder) => {
  const { text } = await site.as(holder).get('/account')
  const [, nav = ''] = /<nav[^>]*>(.*?)<\/nav>/s.exec(text) ?? []
  const links = [...nav.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href)
  expect(links.length).toBeGreaterThan(3)
  for (const href of links) expect([href, (await site.as(holder).get(href)).status]).toEqual([href, 200])
})

test('an address that no room declares is not there, for anybody', async () => {
  expect((await site.as(holders[5] as Person).get('/nowhere')).status).toBe(404)
  expect((await site.visitor().get('/nowhere')).status).toBe(404)
  expect((await site.visitor().post('/nowhere')).status).toBe(404)
})

type Guarded = Declared & { guard: Permission }

function guarded(): Guarded[] {
  return table.filter((route): route is Guarded => route.guard !== 'public')
}

async function answersTo(someone: Someone, routes: Declared[], spell: (route: Declared) => string = pathOf): Promise<[string, number][]> {
  const answers: [string, number][] = []
  for (const route of routes) {
    const { status } = await (route.method === 'GET' ? someone.get(spell(route)) : someone.post(spell(route)))
    answers.push([named(route), status])
  }
  return answers
}

function pathOf({ path }: Declared): string {
  return path.replace(/:\w+/g, nothing).replace(/\{|\}/g, '')
}

const slashed = (route: Declared) => `${pathOf(route)}/`
const encodedSlash = (route: Declared) => pathOf(route).replace(/(?<=.)\/([^/]*)$/, '%2f$1')
const doubled = (route: Declared) => `/${pathOf(route)}`
const dotted = (route: Declared) => `/.${pathOf(route)}`

function upper({ path }: Declared): string {
  return path
    .split('/')
    .map((part) => (part.startsWith(':') ? nothing : part.toUpperCase()))
    .join('/')
}

function named({ method, path, guard }: Declared): string {
  return `${method} ${path} (${guard})`
}
