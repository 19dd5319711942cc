import { permissions } from '../users/permissions.ts'

const mayApprove = permissions['article.review'].join(',')

/** The approvals of the very text of a row of `articles` in its submission. */
export const approvalsOfHead = `approvals.article_id = articles.id AND approvals.submission = articles.submission
  AND approvals.content_sha256 = articles.head_sha256`

/**
 * Whether a row of `articles` has the approvals that the policy asks, one at least. As the workflow counts, but for approvers who changed words there and
 * back since they approved: about those the page of the article is right.
 */
export const approved = `(SELECT (SELECT count(*) FROM approvals JOIN people ON people.id = approvals.person_id
  WHERE ${approvalsOfHead} AND people.disabled_at IS NULL AND people.roles && '{${mayApprove}}'::text[]
  AND NOT (policy.four_eyes AND approvals.person_id = articles.submitted_by)) >= greatest(policy.approvals_needed, 1) FROM policy)`
