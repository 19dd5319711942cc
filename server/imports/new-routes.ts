import type { Response } from 'express'
import type { Db } from '../../db/connect.ts'
import type { Queue } from '../jobs/queue.ts'
import { listSources } from '../sources/queries.ts'
import type { Person } from '../users/permissions.ts'
import { type Errors, read, type Values } from '../web/form.ts'
import { page } from '../web/page.ts'
import { type Room, room } from '../web/routes.ts'
import { whileAtWork } from './at-work.ts'
import { beginImport } from './begin-import.ts'
import { extensions } from './formats.ts'
import { bytesInWords, limits, pastedName } from './import.ts'
import { ImportForm, keptUploads, type WishedImport } from './import-form.ts'
import { type Received, receiveFiles } from './receive-files.ts'
import { spoolUpload } from './spool-upload.ts'
import { listUnclaimed } from './upload-queries.ts'

declare module '../web/page.ts' {
  interface Views {
    'imports/new': NewImport
  }
}

type NewImport = {
  values: Values
  errors: Errors
  sources: readonly string[]
  /** Files that are here already, because the form had to be shown again. */
  kept: readonly { id: string; name: string }[]
  accept: string
  /** The most that one file may have, in words. */
  most: string
}

/** The form that brings articles in, and the dry run that it starts. */
export function newImportRoutes(db: Db, queue: Queue): Room {
  const routes = room()
  const receive = receiveFiles(db)

  routes.get('/imports/new', 'article.import', async (_req, res) => {
    await show(res, { values: { landing: 'review' }, errors: {}, kept: [] })
  })

  routes.post('/imports', 'article.import', async (req, res) => {
    const received = await receive(req, res)
    const form = read(ImportForm, req.body)
    const kept = await listUnclaimed(db, [...keptUploads(form.values), ...received.uploads])
    const errors = { ...form.errors, ...filesMissing(received, kept.length > 0 || Boolean(form.values['text'])) }
    if (!form.ok || Object.keys(errors).length > 0) return show(res.status(422), { values: form.values, errors, kept })
    const { id } = await begin(form.data, kept, req.person)
    await whileAtWork(db, id, 'planning')
    res.redirect(303, `/imports/${id}`)
  })

  async function begin({ source: name, language, text, ...wished }: WishedImport, kept: NewImport['kept'], by: Person) {
    const pasted = text === '' ? [] : [await spoolUpload(db, pastedName, bytesOf(text))]
    const uploads = [...kept, ...pasted].map(({ id }) => id)
    return beginImport(db, { queue, source: { name, language }, ...wished, uploads, by })
  }

  async function show(res: Response, { values, errors, kept }: Pick<NewImport, 'values' | 'errors' | 'kept'>): Promise<void> {
    const sources = (await listSources(db)).map(({ name }) => name)
    page(res, 'imports/new', {
      title: 'Import articles',
      values,
      errors,
      sources,
      kept,
      accept: extensions.join(','),
      most: bytesInWords(limits.bytes),
    })
  }

  return routes
}

function filesMissing({ refused }: Received, isThere: boolean): Errors {
  if (refused) return { files: refused }
  return isThere ? {} : { files: 'Choose a file or paste a text.' }
}

async function* bytesOf(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text)
}
