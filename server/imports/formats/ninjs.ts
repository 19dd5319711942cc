import { linesOfHtml } from './html-lines.ts'
import { type ObjectTold, objectsUnder, textUnder } from './json-items.ts'

type Value = Readonly<Record<string, unknown>>

/** What a ninjs item says, of IPTC’s 2.x and 3.x or of the 1.x that Superdesk writes; null for an object that is none. */
export function toldByNinjs(value: Value): (ObjectTold & { dialect: string }) | null {
  if (Object.hasOwn(value, 'text') || (textUnder(value, 'uri') === undefined && textUnder(value, 'guid') === undefined)) return null
  const isNew = Object.hasOwn(value, 'bodies') || Object.hasOwn(value, 'headlines')
  const isOld = !isNew && (Object.hasOwn(value, 'body_html') || Object.hasOwn(value, 'body_text') || Object.hasOwn(value, 'versioncreated'))
  if (!isNew && !isOld) return null
  const dialect = isNew ? 'ninjs 2 or 3' : 'ninjs 1'
  const status = first(value, 'pubStatus', 'pubstatus')
  if (status === 'canceled')
    return { dialect, failure: 'is a notice that its sender has cancelled the article: there is nothing to import.' }
  const type = textUnder(value, 'type') ?? 'text'
  if (type !== 'text') return { dialect, failure: `is no text but of the type “${type.slice(0, 30)}”.` }
  return {
    dialect,
    says: isNew ? saidByNew(value) : saidByOld(value),
    lines: isNew ? linesOfNew(value) : linesOfOld(value),
    notes: notesOf(value, dialect, status),
  }
}

function notesOf(value: Value, dialect: string, status: string | undefined): string[] {
  const embargo = first(value, 'embargoedUntil', 'embargoed')
  const note = first(value, 'edNote', 'ednote')
  return [
    `Read as ${dialect}.`,
    ...(status === 'withheld' ? ['Its sender has withheld it.'] : []),
    ...(embargo ? [`Its sender has it under an embargo until ${embargo.slice(0, 40)}.`] : []),
    ...(note ? [`Its sender notes: “${note.slice(0, 300)}”.`] : []),
  ]
}

function saidByNew(value: Value): Record<string, string | undefined> {
  const sources = [...objectsUnder(value, 'infoSources'), ...objectsUnder(value, 'infosources')]
  return {
    title: valueWith('main', objectsUnder(value, 'headlines')) ?? textUnder(value, 'title'),
    standfirst: valueWith('summary', objectsUnder(value, 'descriptions')),
    byline: textUnder(value, 'by'),
    language: textUnder(value, 'language'),
    source: textUnder(sources.find((source) => source['role'] === 'source') ?? sources[0], 'name'),
    external_id: textUnder(value, 'uri'),
    published_at: first(value, 'contentCreated', 'contentcreated', 'versionCreated', 'versioncreated'),
  }
}

function saidByOld(value: Value): Record<string, string | undefined> {
  return {
    title: first(value, 'headline', 'title', 'name'),
    standfirst: first(value, 'description_text'),
    byline: first(value, 'byline', 'by'),
    language: textUnder(value, 'language'),
    source: textUnder(value, 'source'),
    external_id: first(value, 'guid', 'uri'),
    published_at: first(value, 'firstpublished', 'contentcreated', 'versioncreated'),
  }
}

function linesOfNew(value: Value) {
  const bodies = objectsUnder(value, 'bodies')
  const html = bodies.find((body) => /x?html/.test(first(body, 'contentType', 'contenttype') ?? ''))
  const told = textUnder(html, 'value')
  return told === undefined ? (textUnder(bodies[0], 'value') ?? []) : linesOfHtml(told)
}

function linesOfOld(value: Value) {
  const html = first(value, 'body_html', 'body_xhtml')
  return html === undefined ? (textUnder(value, 'body_text') ?? []) : linesOfHtml(html)
}

function valueWith(role: string, all: readonly Value[]): string | undefined {
  return textUnder(all.find((one) => one['role'] === role) ?? all[0], 'value')
}

function first(value: unknown, ...keys: string[]): string | undefined {
  return keys.map((key) => textUnder(value, key)).find((text) => text !== undefined)
}
