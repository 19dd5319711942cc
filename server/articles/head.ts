import type { ArticleRow, RevisionRow } from '../../db/tables.ts'
import { contentSha256 } from './content.ts'
import { cutsOf, type NewMark } from './marks.ts'
import { cutParagraphs, wordCount } from './paragraph.ts'

type Marks = readonly Pick<NewMark, 'paragraph_id' | 'start_at' | 'end_at' | 'verdict'>[]
type Words = Pick<RevisionRow, 'title' | 'standfirst' | 'byline' | 'language' | 'paragraphs'>

/** What the article's row says of its head: the hash of what a reader would get, and the counts that lists show. */
export function headOf(words: Words, marks: Marks, correction: ArticleRow['correction']) {
  const clean = cutParagraphs(words.paragraphs, cutsOf(marks))
  return {
    head_sha256: contentSha256({ ...words, paragraphs: clean, correction }),
    words: wordCount(clean),
    cuts: marks.filter(({ verdict }) => verdict === 'cut').length,
    checks: marks.filter(({ verdict }) => verdict === 'check').length,
  }
}
