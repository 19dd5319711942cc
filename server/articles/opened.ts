import type { MarkRow } from '../../db/tables.ts'
import { bracketed, type Stretch } from './edited-text.ts'
import { cutsOf } from './marks.ts'
import type { Paragraph } from './paragraph.ts'

/** A line of a form, with the id of its paragraph. */
export type FormLine = { id: string; line: string }

type Cut = Stretch & { paragraph_id: string }

/** What a person had before them when a form was opened, short enough to travel with it: the revision, and the cuts then in force. */
export function openedOf(head: { id: string }, marks: readonly MarkRow[]): string {
  return [head.id, ...cutsOf(marks).map(({ paragraph_id, start, end }) => `${paragraph_id}:${start}:${end}`)].join(' ')
}

/** The same read again, or null where it is damaged. */
export function readOpened(opened: string): { revision_id: string; cuts: Cut[] } | null {
  const [revision_id = '', ...words] = opened.split(' ')
  const cuts = words.map(cutIn)
  return cuts.every((cut) => cut !== null) ? { revision_id, cuts } : null
}

/** The lines of a text as they stand in its form, cut words in ⟦…⟧. */
export function formLines(paragraphs: readonly Paragraph[], cuts: readonly Cut[]): FormLine[] {
  const of = Map.groupBy(cuts, ({ paragraph_id }) => paragraph_id)
  return paragraphs.map(({ id, text }) => ({ id, line: bracketed(text, of.get(id) ?? []) }))
}

function cutIn(word: string): Cut | null {
  const [, paragraph_id, start, end] = /^([^:]{1,60}):(\d{1,9}):(\d{1,9})$/.exec(word) ?? []
  return paragraph_id === undefined ? null : { paragraph_id, start: Number(start), end: Number(end) }
}
