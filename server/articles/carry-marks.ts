import { diffWordsWithSpace } from 'diff'

type Stretch = { start: number; end: number }

/**
 * Where each mark stands after an edit, in order: its new stretch when all of its characters survive together, else null.
 * Offsets are UTF-16 code units.
 */
export function carryMarks(before: string, after: string, marks: readonly Stretch[]): (Stretch | null)[] {
  if (before === after) return marks.map(({ start, end }) => ({ start, end }))
  const kept = keptRuns(before, after)
  return marks.map(({ start, end }) => {
    const run = kept.find((piece) => piece.from <= start && end <= piece.from + piece.length)
    return run ? { start: start - run.from + run.to, end: end - run.from + run.to } : null
  })
}

type Run = { from: number; to: number; length: number }

function keptRuns(before: string, after: string): Run[] {
  const runs: Run[] = []
  let from = 0
  let to = 0
  for (const { value, added, removed } of diffWordsWithSpace(before, after)) {
    if (!added && !removed) runs.push({ from, to, length: value.length })
    if (!added) from += value.length
    if (!removed) to += value.length
  }
  return runs
}
