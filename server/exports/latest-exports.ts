import type { Told } from '../history/queries.ts'
import { formats } from './formats.ts'

export type LatestExport = { at: Date; person: string; says: string; article_id: string | null }

/** The latest exports in words, newest first: one line for each, however far it came. */
export function latestExports(events: readonly Told[]): LatestExport[] {
  const ended = new Set(events.filter(({ says }) => says !== 'export started').map(({ details }) => details['export_id']))
  const lines = events.filter(({ says, details }) => says !== 'export started' || !ended.has(details['export_id']))
  return lines.slice(0, 12).map(({ at, person_name, says, details }) => ({
    at,
    person: person_name ?? 'The system',
    says: sentence(says, details),
    article_id: typeof details['article_id'] === 'string' ? details['article_id'] : null,
  }))
}

function sentence(says: string, { format, zipped, count }: Record<string, unknown>): string {
  const label = `${formats.find(({ name }) => name === format)?.label ?? format}${zipped ? ', zipped' : ''}`
  const articles = count === 1 ? '1 article' : `${count} articles`
  if (says === 'export started') return `started an export as ${label}, and it has not ended`
  return says === 'exported' ? `exported ${articles} as ${label}` : `broke off an export as ${label} after ${articles}`
}
