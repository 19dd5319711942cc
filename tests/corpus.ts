import { existsSync, readFileSync } from 'node:fs'

const beside = '../shared/corpus/dev.jsonl'
const ours: [string, string][] = [
  ['of our own, with an NFD letter and a no-break space', 'Cafe\u0301 opens\u00a0today.\r\n\r\nAlso Read: Harbour Fees Rise\r\nThe end.'],
  ['of our own, without a final newline', 'One.\n\n\nTwo. Three.'],
]

/** Texts of real articles where a corpus lies beside the project, and a few of our own that always are there. */
export function corpusTexts(most = 200): [string, string][] {
  if (!existsSync(beside)) return ours
  const articles = readFileSync(beside, 'utf8')
    .trim()
    .split('\n')
    .map((line): { id: string; lines: { text: string }[] } => JSON.parse(line))
  return [...ours, ...articles.slice(0, most).map(({ id, lines }): [string, string] => [id, lines.map(({ text }) => text).join('\n')])]
}
