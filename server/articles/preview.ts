import { type Mark, markLines } from '../cleaning/clean.ts'
import { splitLines } from '../cleaning/clean-copy.ts'

export type FirstMark = Pick<Mark, 'because' | 'kind' | 'verdict'> & { text: string }

/** The first marks a text would get, for a dry run: at most `limit`, each with the words it stands on. */
export function previewMarks(text: string, { language, source }: { language: string | null; source?: string }, limit = 3): FirstMark[] {
  const lines = splitLines(text).map((line) => line.text)
  return markLines(lines, { ...(language ? { language } : {}), ...(source ? { source } : {}) })
    .slice(0, limit)
    .map(({ line, start, end, because, kind, verdict }) => ({
      because,
      kind,
      verdict,
      text: (lines[line] ?? '').slice(start, Math.min(end, start + 200)),
    }))
}
