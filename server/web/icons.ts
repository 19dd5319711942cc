import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Markup, markup } from './markup.ts'

const names = [
  'archive',
  'arrow-left',
  'arrow-right',
  'bell',
  'book-open',
  'check',
  'chevron-down',
  'circle-alert',
  'circle-check',
  'circle-help',
  'clock',
  'download',
  'eye',
  'file-text',
  'files',
  'history',
  'inbox',
  'info',
  'key-round',
  'languages',
  'link',
  'log-out',
  'mail',
  'message-square',
  'newspaper',
  'pencil',
  'plus',
  'rotate-ccw',
  'scissors',
  'search',
  'send',
  'shield',
  'tag',
  'trash-2',
  'triangle-alert',
  'undo-2',
  'upload',
  'user',
  'users',
  'x',
] as const

const packages = createRequire(import.meta.url)

/** The icons that the views use, read once. */
export const icons = Object.fromEntries(names.map((name) => [name, drawn(name)])) as Readonly<Record<(typeof names)[number], Markup>>

function drawn(name: string): Markup {
  const file = readFileSync(packages.resolve(`lucide-static/icons/${name}.svg`), 'utf8')
  const shapes = file.slice(file.indexOf('>', file.indexOf('<svg')) + 1, file.indexOf('</svg>')).replaceAll(/\s*\n\s*/g, '')
  return markup(`<svg class="i" viewBox="0 0 24 24" aria-hidden="true">${shapes}</svg>`)
}
