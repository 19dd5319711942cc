import type { Situation } from '../articles/guards.ts'
import { whyNot } from '../articles/may-take.ts'
import { whyNotPlan } from '../articles/plan.ts'
import { stepOf } from '../articles/workflow.ts'
import { Forbidden } from '../errors.ts'
import { whyNotTag } from '../tags/tag.ts'
import { may, type Person } from '../users/permissions.ts'
import { type ActName, actOf } from './acts.ts'
import type { Batch } from './batch.ts'

type Asked = { situation: Situation; isOpened: boolean; by: Person }

/** Why this person may not do this to an article now, as a sentence, or null. */
export function whyNotAct(name: ActName, { situation, isOpened, by }: Asked): string | null {
  const act = actOf(name)
  if (!may(by, act.needs)) return `Your roles do not include “${act.label}”.`
  if (act.step) return whyNot(stepOf(act.step), situation, by) ?? (act.step === 'approve' ? whyUnopened(situation, isOpened) : null)
  return act.needs === 'article.tag' ? whyNotTag(situation, by) : whyNotPlan(situation)
}

/** Nobody approves what they have not seen, unless the policy says so: a sentence, or null. */
export function whyUnopened({ policy }: Pick<Situation, 'policy'>, isOpened: boolean): string | null {
  return isOpened || policy.approve_unopened ? null : 'You have not opened it since it last changed. Open it before you approve it.'
}

/** A batch acts in the name of whoever made it, so nobody else begins, stops or takes it back. */
export function refuseOthers({ made_by }: Pick<Batch, 'made_by'>, by: Person): void {
  if (made_by !== by.id) throw new Forbidden('This batch is a colleague’s. Only they can begin, stop or take it back.')
}
