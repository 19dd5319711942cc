import type { Knex } from 'knex'
import type { WishedImport } from '../../server/imports/begin-import.ts'
import type { ItemRow } from '../../server/imports/import.ts'
import { planImport } from '../../server/imports/plan-import.ts'
import { runImport } from '../../server/imports/run-import.ts'
import { spoolUpload } from '../../server/imports/spool-upload.ts'
import { ada } from '../cast.ts'

export type Files = Record<string, string | Buffer>
type Wishes = Partial<Omit<WishedImport, 'uploads' | 'source'>> & { source?: string; language?: string }

/** Plans an import of these files, as ada into the Tarn Bay Courier unless the story says otherwise. Brings its id. */
export async function plan(
  db: Knex,
  files: Files,
  { source = 'Tarn Bay Courier', language = 'en', ...wishes }: Wishes = {},
): Promise<string> {
  const uploads: string[] = []
  for (const [name, content] of Object.entries(files)) uploads.push((await spoolUpload(db, name, piecesOf(Buffer.from(content)))).id)
  const wished = { landing: 'draft', names_identify: false, by: ada, ...wishes } as const
  return (await planImport(db, { source: { name: source, language }, ...wished, uploads })).id
}

/** Plans and runs, and brings the items as the report shows them. */
export async function bring(db: Knex, files: Files, wishes: Wishes = {}): Promise<ItemRow[]> {
  const import_id = await plan(db, files, wishes)
  await run(db, import_id, wishes)
  return itemsOf(db, import_id)
}

export async function run(db: Knex, import_id: string, { by = ada }: Pick<Wishes, 'by'> = {}): Promise<void> {
  await runImport(db, { import_id, by, fault: unexpected })
}

export async function itemsOf(db: Knex, import_id: string): Promise<ItemRow[]> {
  return db('import_items').where({ import_id }).orderBy('ordinal')
}

export function lines(...records: object[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('')
}

/** A story that no other test tells. */
export function story(about: string): string {
  return `The ${about} came back to Tarn Bay on Monday.\nAlso Read: What Became of the ${about}\nNobody had expected the ${about} so soon.\n`
}

export function unexpected(error: unknown): never {
  throw error
}

async function* piecesOf(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536)
}
