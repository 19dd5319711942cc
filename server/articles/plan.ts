import { z } from 'zod'
import type { ArticleRow } from '../../db/tables.ts'
import { momentIn } from '../words/zone.ts'

/** Who is to see to an article, by when, and how soon. */
export type Plan = Pick<ArticleRow, 'assignee_id' | 'due_at' | 'priority'>

/** How soon: the higher the number, the sooner. */
export const priorities = [
  { value: 0, label: 'Normal' },
  { value: 1, label: 'High' },
  { value: 2, label: 'Urgent' },
] as const

export function priorityLabel(priority: number): string {
  return priorities.find(({ value }) => value === priority)?.label ?? 'Normal'
}

/** A person by id, or nobody where nothing is chosen. */
export const Assignee = z
  .union([z.literal(''), z.uuid('Choose one of these people.')])
  .optional()
  .transform((id) => id || null)

const clock = z.string().trim().max(60).optional()

/** What the form of a plan says; an empty day is none. */
export const PlanForm = z
  .object({
    assignee: Assignee,
    due: clock,
    zone: clock,
    priority: z.coerce.number().int().min(0).max(2).default(0),
    back: z.string().optional(),
  })
  .superRefine(({ due, zone }, { addIssue }) => {
    if (due && !momentIn(due, zone ?? 'UTC')) addIssue({ code: 'custom', path: ['due'], message: noSuchTime })
  })
  .transform(({ assignee, due, zone, priority, back }) => ({
    plan: { assignee_id: assignee, due_at: dueAt(due, zone), priority } satisfies Plan,
    back,
  }))

export const noSuchTime = 'Choose a day and a time that this zone has, as 2026-11-12T09:00.'

export function dueAt(due: string | undefined, zone: string | undefined): Date | null {
  return due ? momentIn(due, zone ?? 'UTC') : null
}

/** Why nobody plans this article any more, as a sentence, or null. */
export function whyNotPlan({ stage, publication }: Pick<ArticleRow, 'stage' | 'publication'>): string | null {
  if (publication === 'killed') return 'This article was killed; nothing about it changes any more.'
  return stage === 'spiked' ? 'This article is set aside. Unspike it first.' : null
}
