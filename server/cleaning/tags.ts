import { findAlone } from './alone.ts'
import type { Finding, LineView } from './kind.ts'
import { firstBoundary } from './shape.ts'
import { wordsIn } from './words.ts'

/** Finds what was left of the page around the story: a phrase of its navigation, or “Tags: ferry, harbour”. */
export function findNavigation(line: LineView): Finding[] {
  return [...line.hits.flatMap((hit) => findAlone(line, hit)), ...findTags(line)]
}

const colon = /^\s*[:：]\s*(?=\S)/u
const longest = 400

function findTags({ index, text, hits }: LineView): Finding[] {
  const hit = hits.find(({ role, start }) => (role === 'labels' || role === 'weak') && start < 3)
  const rest = hit && text.length <= longest ? text.slice(hit.end) : ''
  const listed = rest.replace(colon, '')
  if (!hit || listed === rest || firstBoundary(listed) >= 0 || /[.!?…]\s*$/u.test(listed) || wordsIn(listed) > 40) return []
  const because = `lists the topics of the page behind “${text.slice(hit.start, hit.end)}”`
  return [{ line: index, start: 0, end: text.length, language: hit.language, because, evidence: ['label', 'mark'] }]
}
