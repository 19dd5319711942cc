import type { Mark } from './clean.ts'

/** A mark as it is told outside: the rule's version is the house's own business. */
export function toldMark({ rule_version: _, ...mark }: Mark): Omit<Mark, 'rule_version'> {
  return mark
}

/** Marks as JSON, of which only the reason may hold signs that JSON writes in another way. */
export const toldMarks = (marks: readonly Mark[]): string => `[${marks.map(toldInJson).join(',')}]`

function toldInJson({ line, start, end, kind, verdict, rule, because, score, group }: Mark): string {
  const place = `{"line":${line},"start":${start},"end":${end},"kind":"${kind}","verdict":"${verdict}","rule":"${rule}"`
  return `${place},"because":${JSON.stringify(because)},"score":${score}${group === undefined ? '' : `,"group":${group}`}}`
}
