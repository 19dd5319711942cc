import type { Knex } from 'knex'
import { z } from 'zod'
import type { SourceRow } from '../../db/tables.ts'
import { NotFound } from '../errors.ts'
import { findOrMakeSource } from '../sources/make-source.ts'
import { findSource, listSources } from '../sources/queries.ts'
import { may, type Person } from '../users/permissions.ts'
import { type Errors, read, type Values } from '../web/form.ts'
import { page } from '../web/page.ts'
import { room, type SignedIn } from '../web/routes.ts'
import { tell } from '../web/session.ts'
import { language, line, title } from '../words/fields.ts'
import { writeArticle } from './write-article.ts'

declare module '../web/page.ts' {
  interface Views {
    'articles/new': { sources: { value: string; label: string }[]; mayMakeSource: boolean; values: Values; errors: Errors }
  }
}

const NewArticleForm = z
  .object({
    title,
    standfirst: line(1000, 'Keep the standfirst under 1,000 characters.'),
    byline: line(300, 'Keep the byline under 300 characters.'),
    language,
    source: z.string().default(''),
    new_source: line(120, 'Keep the name of the source under 120 characters.'),
    text: z.string().refine((text) => text.trim() !== '', 'The article has no text yet.'),
  })
  .refine(({ source, new_source }) => source !== '' || new_source !== '', {
    path: ['source'],
    message: 'Choose the source, or name a new one.',
  })

// Nobody is told to name a source who may not.
function sayable(errors: Errors, mayMakeSource: boolean): Errors {
  return errors['source'] && !mayMakeSource ? { ...errors, source: 'Choose the source.' } : errors
}

export function newArticleRoutes(db: Knex) {
  const routes = room()

  routes.get('/articles/new', 'article.write', async (req, res) => {
    page(res, 'articles/new', { title: 'New article', ...(await choices(req)), values: {}, errors: {} })
  })

  routes.post('/articles', 'article.write', async (req, res) => {
    const form = read(NewArticleForm, req.body)
    if (!form.ok) {
      const errors = sayable(form.errors, may(req.person, 'source.manage'))
      return page(res.status(422), 'articles/new', { title: 'New article', ...(await choices(req)), values: form.values, errors })
    }
    const { source, new_source, ...words } = form.data
    const wrong = await whyNotSource(form.data, req.person)
    if (wrong)
      return page(res.status(422), 'articles/new', { title: 'New article', ...(await choices(req)), values: form.values, errors: wrong })
    const { id } = await db.transaction(async (tx) => {
      const from = new_source ? await findOrMakeSource(tx, { name: new_source, by: req.person }) : await findSource(tx, source)
      if (!from) throw new NotFound('There is no such source.')
      return writeArticle(tx, { ...words, source: from, by: req.person })
    })
    tell(req, 'Saved as a draft, and marked.')
    res.redirect(303, `/articles/${id}`)
  })

  async function whyNotSource({ source, new_source }: { source: string; new_source: string }, person: Person): Promise<Errors | null> {
    if (new_source)
      return may(person, 'source.manage')
        ? null
        : { source: 'Your roles do not include adding a source. Choose one of those that are there.' }
    return (await findSource(db, source)) ? null : { source: 'This source is not there any more. Choose another.' }
  }

  async function choices(req: SignedIn) {
    const sources: SourceRow[] = await listSources(db)
    const options = sources.map(({ id, name }) => ({ value: id, label: name }))
    return { sources: [{ value: '', label: 'Choose a source' }, ...options], mayMakeSource: may(req.person, 'source.manage') }
  }

  return routes
}
