import type { Db } from '../../db/connect.ts'
import { cutsOf } from '../articles/marks.ts'
import { cutParagraphs, textOf } from '../articles/paragraph.ts'
import { findRevisionNumbered, listRevisions } from '../articles/queries.ts'
import { findRelease } from '../articles/release-queries.ts'
import { NotFound } from '../errors.ts'
import { languageName } from '../words/language.ts'
import { compared, type Stretch } from './compared.ts'
import type { ShownArticle } from './read-article.ts'

/** A version of an article: `live` (the released copy), `clean` (the clean copy of now), or a revision by its number. */
export type VersionName = 'live' | 'clean' | `${number}`

export type Version = { name: VersionName; number: number | null; saved_at: Date | null; who: string; note: string }

/** Everything that can be compared, newest first: what readers get, then the revisions. */
export async function listVersions(db: Db, { article, head, proposal }: ShownArticle): Promise<Version[]> {
  const copy = (name: 'live' | 'clean', who: string): Version => ({ name, number: null, saved_at: null, who, note: '' })
  const released = article.publication === 'live' ? 'Live copy: what readers see' : 'Last released copy'
  const revisions = await listRevisions(db, article.id)
  return [
    ...(article.live_release_id ? [copy('live', released)] : []),
    copy('clean', 'Clean copy of now'),
    ...revisions.map(({ number, saved_at, person_name, id }): Version => {
      const note = id === head.id ? 'the text of now' : id === proposal?.id ? 'new text from the source, proposed' : ''
      return { name: `${number}`, number, saved_at, who: person_name ?? 'Cleancopy', note }
    }),
  ]
}

/** What is compared when nobody chose: readers’ copy with the clean copy of now, else the last two revisions, else what cleaning cut. */
export function usualPair({ article, head }: ShownArticle): { from: VersionName; to: VersionName } {
  if (article.live_release_id) return { from: 'live', to: 'clean' }
  return head.number === 1 ? { from: '1', to: 'clean' } : { from: `${head.number - 1}`, to: `${head.number}` }
}

type Words = Record<(typeof fields)[number]['name'], string>

const fields = [
  { name: 'title', label: 'Title' },
  { name: 'standfirst', label: 'Standfirst' },
  { name: 'byline', label: 'Byline' },
  { name: 'language', label: 'Language' },
  { name: 'text', label: 'Text' },
] as const

export type Difference = { label: string; stretches: Stretch[] }

/** The fields in which two versions differ, by words. */
export async function differences(db: Db, it: ShownArticle, { from, to }: { from: VersionName; to: VersionName }): Promise<Difference[]> {
  const [before, after] = [await wordsOf(db, it, from), await wordsOf(db, it, to)]
  return fields
    .filter(({ name }) => before[name] !== after[name])
    .map(({ name, label }) => ({ label, stretches: compared(before[name], after[name]) }))
}

async function wordsOf(db: Db, { article, head, marks }: ShownArticle, name: VersionName): Promise<Words> {
  if (name === 'clean') return told(head, textOf(cutParagraphs(head.paragraphs, cutsOf(marks))))
  if (name === 'live') {
    if (!article.live_release_id) throw new NotFound('This article has no released copy yet.')
    const release = await findRelease(db, article.live_release_id)
    return told(release, release.clean_copy)
  }
  const revision = await findRevisionNumbered(db, { article_id: article.id, number: Number(name) })
  return told(revision, textOf(revision.paragraphs))
}

type Told = { title: string; standfirst: string; byline: string; language: string | null }

function told({ title, standfirst, byline, language }: Told, text: string): Words {
  return { title, standfirst, byline, language: languageName(language), text }
}
