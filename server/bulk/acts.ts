import type { StepName } from '../articles/workflow.ts'
import type { Permission } from '../users/permissions.ts'

/** Something that is done to many articles at once: a step of the workflow, or one of the two acts beside it. */
export type Act = {
  label: string
  /** What a finished one says of its articles. */
  done: string
  needs: Permission
  /** The step it takes with each. */
  step?: StepName
  /** What it must be told before it begins. */
  asks?: 'tag' | 'assignee' | 'comment'
  /** The act that takes it back, where one does. */
  undo?: string
  /** Only ever begun by taking another one back. */
  isUndo?: true
  tone?: 'go' | 'danger'
}

const acts = {
  tag: { label: 'Tag', done: 'tagged', needs: 'article.tag', asks: 'tag', undo: 'untag' },
  assign: { label: 'Assign', done: 'assigned', needs: 'article.assign', asks: 'assignee', undo: 'unassign' },
  submit: { label: 'Submit', done: 'submitted', needs: 'article.submit', step: 'submit', undo: 'recall' },
  approve: { label: 'Approve', done: 'approved', needs: 'article.review', step: 'approve' },
  'request-changes': {
    label: 'Request changes',
    done: 'sent back',
    needs: 'article.review',
    step: 'request-changes',
    asks: 'comment',
  },
  publish: { label: 'Publish', done: 'published', needs: 'article.publish', step: 'publish', tone: 'go' },
  spike: { label: 'Spike', done: 'set aside', needs: 'article.edit-any', step: 'spike', undo: 'unspike' },
  untag: { label: 'Take the tag off', done: 'without the tag', needs: 'article.tag', isUndo: true },
  unassign: { label: 'Take the assignment back', done: 'assigned as before', needs: 'article.assign', isUndo: true },
  recall: { label: 'Recall', done: 'recalled', needs: 'article.submit', step: 'recall', isUndo: true },
  unspike: { label: 'Unspike', done: 'taken up again', needs: 'article.edit-any', step: 'unspike', isUndo: true },
} as const satisfies Record<string, Act>

export type ActName = keyof typeof acts
export const actNames = Object.keys(acts) as [ActName, ...ActName[]]

export function actOf(name: ActName): Act {
  return acts[name]
}

/** The act that takes this one back, or null where none does. */
export function undoOf(name: ActName): ActName | null {
  const { undo } = actOf(name)
  return actNames.find((one) => one === undo) ?? null
}
