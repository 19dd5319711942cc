import type { Finding, LineView } from './kind.ts'

const onlySigns = /^[^\p{L}\p{N}]*$/u
const nameBehind = /^\s*[:：-]?\s*["“]?\p{Lu}/u

/** Finds the line that credits a reporter, an editor, a photographer or an agency. */
export function findCredit({ index, text, hits }: LineView): Finding[] {
  const hit = hits.find(({ start }) => onlySigns.test(text.slice(0, start)))
  if (!hit || text.length > 200) return []
  const rest = text.slice(hit.end)
  const credits = hit.role === 'labels' || (hit.role === 'weak' && /^\s*[:：]/u.test(rest) && nameBehind.test(rest))
  if (!credits || (hit.role === 'labels' && !nameBehind.test(rest) && rest.length > 40)) return []
  return [
    {
      line: index,
      start: 0,
      end: text.length,
      language: hit.language,
      because: `credits with “${text.slice(hit.start, hit.end)}”`,
      evidence: ['credit'],
    },
  ]
}
