import type { Response } from 'express'
import { z } from 'zod'
import type { Db } from '../../db/connect.ts'
import { type Choices, findSourceBySlug, findTagBySlug, listChoices } from '../articles/list-queries.ts'
import { listEvents } from '../history/queries.ts'
import { download } from '../web/download.ts'
import { type Errors, read, type Values } from '../web/form.ts'
import { page } from '../web/page.ts'
import { type Room, room } from '../web/routes.ts'
import { languageName } from '../words/language.ts'
import { exportArticle } from './export-article.ts'
import { dayAfter, ExportForm, OneForm } from './export-form.ts'
import { formatOf, formats } from './formats.ts'
import { type LatestExport, latestExports } from './latest-exports.ts'
import { makeExport } from './make-export.ts'
import { type ExportFilter, listKeptBack } from './queries.ts'
import type { Format } from './released.ts'

declare module '../web/page.ts' {
  interface Views {
    'exports/new': ExportPage
  }
  interface Partials {
    'exports/_one': { article_id: string; formats: readonly Pick<Format, 'name' | 'label'>[] }
  }
}

type Choice = { value: string; label: string }

type ExportPage = {
  values: Record<'source' | 'tag' | 'language' | 'from' | 'to' | 'format' | 'zip', string>
  errors: Errors
  sources: readonly Choice[]
  tags: readonly Choice[]
  languages: readonly Choice[]
  formats: readonly Pick<Format, 'name' | 'label' | 'says'>[]
  /** Sources whose articles stay in the house. */
  keptBack: readonly string[]
  latest: readonly LatestExport[]
}

const Prefilled = z.object({ source: z.string(), tag: z.string(), language: z.string() }).partial()

export function exportRoutes(db: Db): Room {
  const routes = room()

  routes.get('/exports', 'export.make', async (req, res) => {
    const { values } = read(Prefilled, req.query)
    await show(res, values, {})
  })

  routes.post('/exports', 'export.make', async (req, res) => {
    const form = read(ExportForm, req.body)
    const { filter, errors } = form.ok ? await filterOf(db, form.data) : { filter: {}, errors: form.errors }
    if (!form.ok || Object.keys(errors).length > 0) return show(res.status(422), form.values, errors)
    const format = formatOf(form.data.format)
    const isZipped = form.data.zip !== undefined
    const text = await makeExport(db, { filter, format, isZipped, by: req.person })
    if (!text) return show(res.status(422), form.values, { form: 'No live article matches this. Widen the filter.' })
    const name = `cleancopy-${new Date().toISOString().slice(0, 10)}.${isZipped ? 'zip' : format.name}`
    await download(res, { name, type: isZipped ? 'application/zip' : format.type, text })
  })

  routes.post('/articles/:id/export', 'export.make', async (req, res) => {
    const format = formatOf(OneForm.parse(req.body).format)
    const release = await exportArticle(db, { article_id: req.params.id, format, by: req.person })
    await download(res, { name: `${release.slug}.${format.name}`, type: format.type, text: [format.one(release)] })
  })

  async function show(res: Response, values: Values, errors: Errors): Promise<void> {
    const [choices, keptBack, events] = await Promise.all([listChoices(db), listKeptBack(db), listEvents(db, 'exports', { limit: 40 })])
    page(res, 'exports/new', {
      title: 'Export',
      values: shownValues(values),
      errors,
      formats,
      keptBack,
      ...optionsOf(choices),
      latest: latestExports(events),
    })
  }

  return routes
}

async function filterOf(
  db: Db,
  { source, tag, language, from, to }: z.output<typeof ExportForm>,
): Promise<{ filter: ExportFilter; errors: Errors }> {
  const known = source ? await findSourceBySlug(db, source) : undefined
  const tagged = tag ? await findTagBySlug(db, tag) : undefined
  return {
    filter: {
      ...(known && { source_id: known.id }),
      ...(tagged && { tag: tagged.slug }),
      ...(language && { language }),
      ...(from && { from }),
      ...(to && { until: dayAfter(to) }),
    },
    errors: {
      ...(source && !known && { source: `There is no source “${source}”. Choose one of the list.` }),
      ...(tag && !tagged && { tag: `There is no tag “${tag}”. Choose one of the list.` }),
    },
  }
}

function shownValues(values: Values): ExportPage['values'] {
  const [source = '', tag = '', language = '', from = '', to = '', zip = ''] = ['source', 'tag', 'language', 'from', 'to', 'zip'].map(
    (name) => String(values[name] ?? ''),
  )
  return { source, tag, language, from, to, zip, format: String(values['format'] ?? formats[0]?.name ?? '') }
}

function optionsOf({ sources, tags, languages }: Choices) {
  const bySlug = ({ slug, name }: { slug: string; name: string }) => ({ value: slug, label: name })
  return {
    sources: [{ value: '', label: 'Every source' }, ...sources.map(bySlug)],
    tags: [{ value: '', label: 'With any tag or none' }, ...tags.map(bySlug)],
    languages: [{ value: '', label: 'Every language' }, ...languages.map((value) => ({ value, label: languageName(value) }))],
  }
}
