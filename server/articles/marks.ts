import { createHash } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import type { MarkRow, PolicyRow, Verdict } from '../../db/tables.ts'
import { engineVersion, markLines } from '../cleaning/clean.ts'
import { withHouseRules } from '../rules/house-marks.ts'
import type { Matcher } from '../rules/matcher.ts'
import type { Cut, Paragraph } from './paragraph.ts'

export type NewMark = Omit<
  MarkRow,
  'article_id' | 'made_by' | 'created_at' | 'closed_at' | 'closed_because' | 'decided_by' | 'decided_at'
> & {
  decided_by?: string | null
  decided_at?: Date
  created_at?: Date
  made_by?: string | null
}

type Context = {
  language: string | null
  source: string
  source_id: string
  policy: Pick<PolicyRow, 'verdicts'>
  /** The active house rules; null where there are none. */
  rules: Matcher | null
}

/** What the engine and the house's rules find in these paragraphs, as rows to store. */
export function findMarks(paragraphs: readonly Paragraph[], { language, source, source_id, policy, rules }: Context): NewMark[] {
  const groups = new Map<number, string>()
  const lines = paragraphs.map(({ text }) => text)
  const built_in = markLines(lines, { ...(language ? { language } : {}), source, policy: policy.verdicts })
  const found = rules ? withHouseRules(built_in, rules.find(lines, { source_id, language })) : built_in
  return found.flatMap(({ line, start, end, group, ...mark }) => {
    const paragraph = paragraphs[line]
    if (!paragraph) return []
    if (group !== undefined && !groups.has(group)) groups.set(group, uuid())
    const group_id = group === undefined ? null : (groups.get(group) ?? null)
    return [{ ...placeOf(paragraph, start, end), id: uuid(), ...mark, engine_version: engineVersion, group_id }]
  })
}

/** The mark of a person who cut words by hand. */
export function handMark(
  paragraph: Paragraph,
  { start, end }: { start: number; end: number },
  { kind = 'by-hand', because = 'a person cut it' }: { kind?: string; because?: string } = {},
): NewMark {
  const words = { kind, because, score: 1, rule: 'by-hand', rule_version: 1 }
  return { ...placeOf(paragraph, start, end), id: uuid(), ...words, engine_version: engineVersion, group_id: null, verdict: 'cut' }
}

export function placeOf({ id, text }: Paragraph, start_at: number, end_at: number) {
  return { paragraph_id: id, text_sha256: textSha256(text), start_at, end_at }
}

export function cutsOf(marks: readonly (Pick<MarkRow, 'paragraph_id' | 'start_at' | 'end_at'> & { verdict: Verdict })[]): Cut[] {
  return marks
    .filter(({ verdict }) => verdict === 'cut')
    .map(({ paragraph_id, start_at, end_at }) => ({ paragraph_id, start: start_at, end: end_at }))
}

export function overlaps(a: { start_at: number; end_at: number }, b: { start_at: number; end_at: number }): boolean {
  return a.start_at < b.end_at && b.start_at < a.end_at
}

function textSha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
