import { readFileSync } from 'node:fs'
import ejs from 'ejs'
import { escaped } from './markup.ts'
import * as ui from './ui.ts'

/** Draws a view with the two names it may use: `it`, what it shows, and `here`, who is looking and where. */
export type Render = (it: object, here: object) => string

const views = new Map<string, Render>()
const rereads = process.env['NODE_ENV'] === 'development'

/** Finds a view by its name under views/, compiled once; while developing it is read again each time. */
export function view(name: string): Render {
  const known = views.get(name)
  if (known && !rereads) return known
  const render = compiled(name)
  views.set(name, render)
  return render
}

// EJS's own include hands a partial all that its parent had; ours hands it only what it is given.
function compiled(name: string): Render {
  const path = new URL(`../../views/${name}.ejs`, import.meta.url)
  const source = `<% { const { it, here, ui, include } = scope %>${readFileSync(path, 'utf8')}<% } %>`
  const draw = ejs.compile(source, { filename: `views/${name}.ejs`, localsName: 'scope', strict: true, escape: escaped })
  return (it, here) => draw({ it, here, ui, include: (partial: string, its: object = {}) => view(partial)(its, here) })
}
