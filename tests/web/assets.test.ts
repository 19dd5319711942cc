import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { asset, assets } from '../../server/web/assets.ts'

let server: Server

beforeAll(async () => {
  server = express().use(assets()).listen(0)
  await new Promise((listening) => server.once('listening', listening))
})

afterAll(() => server.close())

function get(path: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)
}

test('the style sheet comes as one, with every component and no import left', async () => {
  const answer = await get(asset('css/main.css'))
  const css = await answer.text()
  expect(answer.headers.get('content-type')).toBe('text/css; charset=utf-8')
  expect(answer.headers.get('content-encoding')).toBe('gzip')
  expect(css).not.toContain('@import')
  const components = readFileSync('views/assets/css/main.css', 'utf8').match(/\.\/[\w-]+\.css/g) ?? []
  for (const file of components) expect(css).toContain(readFileSync(`views/assets/css/${file}`, 'utf8'))
})

test('every font that the style sheet names is there', async () => {
  const css = await (await get(asset('css/main.css'))).text()
  const fonts = [...new Set(css.match(/\.\.\/fonts\/[\w-]+\.woff2/g))]
  expect(fonts.length).toBeGreaterThanOrEqual(18)
  for (const font of fonts) {
    const answer = await get(asset(font.replace('../', '')))
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'font/woff2'])
  }
})

test('an asset may be kept for ever, because its address changes with any of them', async () => {
  const address = asset('js/main.js')
  expect((await get(address)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  const older = address.replace(/^\/assets\/[^/]+/, '/assets/an-older-one')
  const answer = await get(older)
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-cache'])
})

test.each(['css/nothing.css', '../package.json', '%2e%2e/layout.ejs', '..%2f..%2fpackage.json'])('%s is not an asset', async (path) => {
  const print = asset('js/main.js').split('/')[2]
  expect((await get(`/assets/${print}/${path}`)).status).toBe(404)
})

test('a view that names an asset which is not there fails at once', () => {
  expect(() => asset('css/nothing.css')).toThrow('There is no views/assets/css/nothing.css.')
})
