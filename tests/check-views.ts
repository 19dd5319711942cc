import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

const house = resolve(import.meta.dirname, '..')

/** Turns every view into a function of its declared data and lets tsc read it. Each complaint names the view's own line and column. */
export function viewErrors(views = join(house, 'views')): string[] {
  const desk = mkdtempSync(join(tmpdir(), 'cleancopy-views-'))
  try {
    const names = globSync('**/*.ejs', { cwd: views }).map((path) => path.replace(/\.ejs$/, ''))
    for (const name of names) write(desk, `${name}.ejs.ts`, functionOf(name, readFileSync(join(views, `${name}.ejs`), 'utf8')))
    write(desk, 'names.ts', listOf(names))
    write(desk, 'package.json', '{ "type": "module" }')
    write(desk, 'tsconfig.json', JSON.stringify(settings))
    return complaints(desk)
  } finally {
    rmSync(desk, { recursive: true, force: true })
  }
}

// Fields of a form are named freely (it.errors.title), so an index signature may be read with a dot.
const settings = {
  extends: join(house, 'tsconfig.json'),
  compilerOptions: { noPropertyAccessFromIndexSignature: false, types: ['node'], typeRoots: [join(house, 'node_modules/@types')] },
  include: ['.', join(house, 'server')],
}

function write(desk: string, path: string, text: string): void {
  mkdirSync(dirname(join(desk, path)), { recursive: true })
  writeFileSync(join(desk, path), text)
}

// The prelude is one line, and the rest keeps its lines and columns.
function functionOf(name: string, source: string): string {
  const page = JSON.stringify(join(house, 'server/web/page.ts'))
  const it = name === 'layout' ? 'Frame' : /(^|\/)_[^/]+$/.test(name) ? `Partials['${name}']` : `Views['${name}'] & Framed`
  const here = name === 'layout' || name.startsWith('shared/') ? 'declare const here: Here;' : ''
  const types = `import type { Views, Partials, Framed, Frame, Here } from ${page};`
  const tools = `declare const ui: typeof import(${JSON.stringify(join(house, 'server/web/ui.ts'))});`
  const prelude = [types, tools, here, writing, `export type Unused = [Views, Partials, Framed, Frame, Here, typeof ui]`]
  return `${prelude.join(' ')}; export function view(it: ${it}): void { void it;\n${statements(source)}\n}\n`
}

const markup = JSON.stringify(join(house, 'server/web/markup.ts'))
const writing = [
  'declare const included: unique symbol; interface Included { [included]: true }',
  `export declare function s(shown: string | number | import(${markup}).Markup): void`,
  'export declare function r(included: Included): void',
  'export declare function include<N extends keyof Partials>(name: N, ...it: object extends Partials[N] ? [it?: Partials[N]] : [it: Partials[N]]): Included;',
].join('; ')

function statements(source: string): string {
  let code = ''
  let last = 0
  for (const { 0: tag, 1: kind = '', 2: inside = '', 3: end = '', index } of source.matchAll(/<%([=\-_#]?)([\s\S]*?)([-_]?)%>/g)) {
    code += blank(source.slice(last, index)) + statement(kind, inside) + (end && ' ')
    last = index + tag.length
  }
  return code + blank(source.slice(last))
}

function statement(kind: string, inside: string): string {
  if (kind === '#') return `   ${blank(inside)}  `
  if (kind === '=') return ` s(${inside});`
  if (kind === '-') return ` r(${inside});`
  return `  ${kind && ' '}${inside}; `
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ')
}

// A page that is declared and has no view is a complaint too.
function listOf(names: string[]): string {
  const page = JSON.stringify(join(house, 'server/web/page.ts'))
  const undrawn = `Exclude<keyof Views | keyof Partials, ${names.map((name) => JSON.stringify(name)).join(' | ')}>`
  return `import type { Views, Partials } from ${page}; declare const undrawn: ${undrawn}; export const none: never = undrawn\n`
}

function complaints(desk: string): string[] {
  const { stdout, status } = spawnSync(join(house, 'node_modules/.bin/tsc'), ['-p', desk, '--pretty', 'false'], {
    encoding: 'utf8',
    cwd: desk,
  })
  const found = stdout.split(/\n(?=\S)/).map((text) => /^(.+?)\.ts\((\d+),(\d+)\): error TS\d+: ([\s\S]+)$/.exec(text.trimEnd()))
  if (status !== 0 && found.every((one) => one === null)) throw new Error(`tsc could not read the views:\n${stdout}`)
  return found.flatMap((one) => {
    const [, file = '', line, column, says] = one ?? []
    if (file === 'names') return [`views: a page or partial is declared and has no view: ${says}`]
    return file.endsWith('.ejs') ? [`views/${file}:${Math.max(1, Number(line) - 1)}:${column} ${says}`] : []
  })
}
