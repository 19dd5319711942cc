import type { Db } from '../../db/connect.ts'
import { seeded, wordsOf } from '../../seeds/large-text.ts'
import { tongues } from '../../seeds/large-words.ts'
import { planImport } from '../../server/imports/plan-import.ts'
import { spoolUpload } from '../../server/imports/spool-upload.ts'
import type { Person } from '../../server/users/permissions.ts'

const aFile = 10_000

/** Uploads so many synthetic articles as JSON Lines and plans their import; brings its id. */
export async function planned(db: Db, articles: number, by: Person): Promise<string> {
  const uploads: string[] = []
  for (let from = 0; from < articles; from += aFile)
    uploads.push((await spoolUpload(db, `articles-${from}.jsonl`, lines(from, Math.min(from + aFile, articles)))).id)
  const source = { name: 'Northmere Gazette', language: 'en' }
  return (await planImport(db, { source, landing: 'draft', names_identify: false, uploads, by })).id
}

async function* lines(from: number, to: number): AsyncGenerator<Buffer> {
  for (let number = from; number < to; number++) yield Buffer.from(`${JSON.stringify(recordOf(number))}\n`)
}

function recordOf(number: number) {
  const tongue = tongues[number % 5] as (typeof tongues)[number]
  const { title, text } = wordsOf(tongue, number, seeded(number))
  return { external_id: `synthetic-${number}`, title, language: tongue.language, text }
}
