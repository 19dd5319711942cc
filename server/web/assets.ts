import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { type Response, Router } from 'express'

interface Asset {
  type: string
  body: Buffer
  zipped: Buffer | null
}

const folder = fileURLToPath(new URL('../../views/assets/', import.meta.url))
const packages = createRequire(import.meta.url)
const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
const rereads = process.env['NODE_ENV'] === 'development'
let files = read()
const print = printOf(files)

/** The address of a file in views/assets. It carries a print of all assets, so that browsers may keep it for ever. */
export function asset(path: string): string {
  if (!files.has(path)) throw new Error(`There is no views/assets/${path}.`)
  return `/assets/${print}/${path}`
}

/** Serves the style sheets, scripts, fonts and pictures of the pages. */
export function assets(): Router {
  const routes = Router()
  routes.get('/assets/:print/*path', (req, res, next) => {
    if (rereads) files = read()
    const found = files.get((req.params.path as unknown as string[]).join('/'))
    if (!found) return next()
    res.set('Cache-Control', req.params.print === print && !rereads ? 'public, max-age=31536000, immutable' : 'no-cache')
    send(res, found)
  })
  return routes
}

function send(res: Response, { type, body, zipped }: Asset): void {
  res.set('Content-Type', type)
  if (zipped) res.vary('Accept-Encoding')
  if (zipped && res.req.acceptsEncodings('gzip')) res.set('Content-Encoding', 'gzip').end(zipped)
  else res.end(body)
}

function read(): Map<string, Asset> {
  const own = globSync('**/*.*', { cwd: folder }).map((path): [string, Asset] => [path, assetOf(path, readOwn(path))])
  const fonts = ['inter', 'source-serif-4'].flatMap((family) => {
    const from = join(dirname(packages.resolve(`@fontsource-variable/${family}/package.json`)), 'files')
    return globSync('*-wght-*.woff2', { cwd: from }).map((file): [string, Asset] => {
      return [`fonts/${file}`, assetOf(file, readFileSync(join(from, file)))]
    })
  })
  return new Map([...own, ...fonts].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function assetOf(path: string, body: Buffer): Asset {
  const type = types[extname(path)] ?? 'application/octet-stream'
  return { type, body, zipped: /^(text|image\/svg)/.test(type) ? gzipSync(body) : null }
}

function readOwn(path: string): Buffer {
  const body = readFileSync(join(folder, path))
  return path === 'css/main.css' ? Buffer.from(withImports(body.toString())) : body
}

// One style sheet for the browser, one file per component for us: the imports of main.css are put in their place.
function withImports(css: string): string {
  return css.replaceAll(/@import ["']([^"']+)["'];/g, (_, name: string) => {
    const path = name.startsWith('./') ? join(folder, 'css', name) : packages.resolve(name)
    return readFileSync(path, 'utf8').replaceAll('./files/', '../fonts/')
  })
}

function printOf(all: Map<string, Asset>): string {
  const hash = createHash('sha256')
  for (const [path, { body }] of all) hash.update(path).update(body)
  return hash.digest('base64url').slice(0, 12)
}
