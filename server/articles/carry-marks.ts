import { diffWordsWithSpace } from 'diff'

type Stretch = { start: number; end: number }

/** Words beyond which two texts count as different: the comparison of wholly different texts grows with the square of their length. */
const mostChanges = 400

/**
 * Where each mark stands after an edit, in order: its new stretch when all of its characters survive together, else null.
 * Offsets are UTF-16 code units.
 */
export function carryMarks(before: string, after: string, marks: readonly Stretch[]): (Stretch | null)[] {
  if (marks.length === 0) return []
  const kept = keptRuns(before, after)
  return marks.map(({ start, end }) => {
    const run = kept.find((piece) => piece.from <= start && end <= piece.from + piece.length)
    return run ? { start: start - run.from + run.to, end: end - run.from + run.to } : null
  })
}

type Run = { from: number; to: number; length: number }

/** The stretches that two texts have in common, in order. What both begin and end with needs no comparison: in an edit that is nearly everything. */
export function keptRuns(before: string, after: string): Run[] {
  if (before === after) return before === '' ? [] : [{ from: 0, to: 0, length: before.length }]
  const head = sharedStart(before, after)
  const tail = sharedEnd(before.slice(head), after.slice(head))
  const middle = changedRuns(before.slice(head, before.length - tail), after.slice(head, after.length - tail))
  const runs = [
    { from: 0, to: 0, length: head },
    ...middle.map(({ from, to, length }) => ({ from: from + head, to: to + head, length })),
    { from: before.length - tail, to: after.length - tail, length: tail },
  ]
  return runs.filter(({ length }) => length > 0).reduce(joined, [])
}

function changedRuns(before: string, after: string): Run[] {
  const runs: Run[] = []
  let from = 0
  let to = 0
  for (const { value, added, removed } of diffWordsWithSpace(before, after, { maxEditLength: mostChanges }) ?? []) {
    if (!added && !removed) runs.push({ from, to, length: value.length })
    if (!added) from += value.length
    if (!removed) to += value.length
  }
  return runs
}

// A mark may lie over the seam between two runs that stand together in both texts.
function joined(runs: Run[], run: Run): Run[] {
  const last = runs.at(-1)
  const adjacent = last && last.from + last.length === run.from && last.to + last.length === run.to
  if (!last || !adjacent) return [...runs, run]
  return [...runs.slice(0, -1), { ...last, length: last.length + run.length }]
}

function sharedStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length)
  let at = 0
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at += 1
  return at
}

function sharedEnd(a: string, b: string): number {
  const most = Math.min(a.length, b.length)
  let length = 0
  while (length < most && a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length)) length += 1
  return length
}
