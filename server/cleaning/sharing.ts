import { findCalls } from './calls.ts'
import type { Finding, LineView, Words } from './kind.ts'
import { findButtons } from './widgets.ts'

/** Finds share buttons, calls to share, and rows of share counters. */
export function findSharing(line: LineView, words: Words): Finding[] {
  return [...findCalls(line, words), ...findCounters(line), ...findButtons(line)]
}

const counters = /(?:\s*\d[\d.,]*\s?[KM]?\s(?:SHARES?|LIKES?|VIEWS?)\b){2,}\s*$/iu

function findCounters({ index, text, hits }: LineView): Finding[] {
  const hit = hits.find(({ role }) => role === 'weak')
  const row = hit && text.length < 2_000 ? counters.exec(text.slice(hit.end)) : null
  if (!hit || hit.start > 2 || row?.index !== 0) return []
  return [{ line: index, start: 0, end: text.length, language: hit.language, because: 'is a row of share counters', evidence: ['counter'] }]
}
