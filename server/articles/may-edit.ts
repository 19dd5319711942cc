import type { ArticleRow } from '../../db/tables.ts'
import { Conflict, Forbidden } from '../errors.ts'
import { may, type Person } from '../users/permissions.ts'

type Edited = Pick<ArticleRow, 'stage' | 'publication'> & { authors: readonly string[] }

/** Why this person may not change the words of this article now, as a sentence, or null. */
export function whyNotEdit({ stage, publication, authors }: Edited, person: Person): string | null {
  if (publication === 'killed') return 'This article was killed. Its words stay as they are.'
  if (stage === 'published')
    return may(person, 'article.revise')
      ? 'This article is published. Press “Revise” to change it; readers keep seeing the live version meanwhile.'
      : 'This article is published. An editor can open it for changes; readers keep seeing the live version meanwhile.'
  if (stage === 'spiked')
    return may(person, 'article.edit-any')
      ? 'This article is set aside. Press “Unspike” to take it up again.'
      : 'This article is set aside. An editor can take it up again.'
  if (may(person, 'article.edit-any')) return null
  if (stage === 'review') return may(person, 'article.review') ? null : 'The article is in review: an editor or a reviewer may change it.'
  return may(person, 'article.write') && authors.includes(person.id) ? null : 'You may change only articles that you wrote.'
}

/** The same as a refusal: Conflict where the stage forbids it, Forbidden where the person may not. */
export function refuseEdit(article: Edited, person: Person): void {
  const reason = whyNotEdit(article, person)
  if (!reason) return
  throw article.stage === 'published' || article.stage === 'spiked' || article.publication === 'killed'
    ? new Conflict(reason)
    : new Forbidden(reason)
}
