import type { Finding, LineView } from './kind.ts'

const opened = /^\s*\(\s*[\p{L}\s]+$/u
const between = /^(?:[;,|&]\s*)?(?:(?:and|y|et|und|e|en|dan|na|و)\s*)?[;,|&]?$/iu
const closed = /^\s*\)\s*$/u
const longest = 8
const widest = 40

/** Finds what removed links leave behind: “(Follow”, “; and” and “)”, each on its own line. */
export function findDebris(line: LineView): Finding[] {
  const { index, text, hits } = line
  const hit = hits.find(({ end }) => text.slice(end).trim() === '')
  if (!hit || text.length > widest || !opened.test(text)) return []
  const { lines } = line
  const rows = [index]
  for (let row = index + 1; row < lines.length && row < index + longest; row++) {
    const next = lines[row] ?? ''
    if (next.trim() !== '') rows.push(row)
    if (next.length <= widest && closed.test(next)) return rows.map((found) => piece(found, index, hit.language, lines, text))
    if (next.length > widest || !between.test(next.trim())) return []
  }
  return []
}

const piece = (line: number, group: number, language: string, lines: readonly string[], opening: string): Finding => ({
  line,
  start: 0,
  end: lines[line]?.length ?? 0,
  language,
  group,
  because: `is what a removed link left of “${opening.trim()} …)”`,
  evidence: ['debris'],
})
