import ejs from 'ejs'

const html = Symbol('html')

/** Text that is HTML already. Only `markup` makes it, so nothing that came from outside can pass for it. */
export interface Markup {
  readonly [html]: string
}

export function markup(text: string): Markup {
  return { [html]: text }
}

/** What `<%= %>` writes: markup as it is, everything else escaped. */
export function escaped(value: unknown): string {
  return isMarkup(value) ? value[html] : ejs.escapeXML(value)
}

function isMarkup(value: unknown): value is Markup {
  return typeof value === 'object' && value !== null && html in value
}
