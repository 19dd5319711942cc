import type { MarkRow, Publication, Verdict } from '../../db/tables.ts'
import type { Paragraph } from '../articles/paragraph.ts'
import { looksLikeHeading } from '../articles/paragraph.ts'
import { fold } from '../cleaning/shadow.ts'
import type { HouseFinding, Matcher } from '../rules/matcher.ts'

/** The head of an article as the lab reads it. */
export type LabText = {
  article_id: string
  source_id: string
  source: string
  language: string | null
  publication: Publication
  paragraphs: Paragraph[]
}

export type Decided = Pick<MarkRow, 'article_id' | 'paragraph_id' | 'start_at' | 'end_at'> & {
  verdict: Verdict
  person_name: string | null
  decided_at: Date
}

/** A stretch that the rule finds, with the words around it. */
export type Hit = {
  article_id: string
  paragraph_id: string
  source: string
  text: string
  start: number
  end: number
  isLive: boolean
  isNew: boolean
  looks: 'heading' | 'quotation' | null
}

/** What a rule finds in these articles; `isNew` says that the active version does not find it. */
export function hitsIn(texts: readonly LabText[], rule: Matcher, active: Matcher | null): Hit[] {
  return texts.flatMap((article) => {
    const lines = article.paragraphs.map(({ text }) => text)
    const found = rule.find(lines, article)
    if (found.length === 0) return []
    const known = active?.find(lines, article) ?? []
    return found.map((one) => hitOf(article, one, !known.some((other) => overlap(one, other))))
  })
}

function hitOf({ article_id, source, publication, paragraphs }: LabText, { line, start, end }: HouseFinding, isNew: boolean): Hit {
  const paragraph = paragraphs[line]
  if (!paragraph) throw new Error(`The rule names line ${line}, which the text does not have.`)
  const { id, text } = paragraph
  const next = paragraphs.slice(line + 1).find((one) => one.text.trim() !== '')
  const looks = looksLikeHeading(paragraph, next) ? 'heading' : quotation.test(text.slice(start, end)) ? 'quotation' : null
  return { article_id, paragraph_id: id, source, text, start, end, isLive: publication === 'live', isNew, looks }
}

const quotation = /["“”„«»「」]/u
const overlap = (a: HouseFinding, b: HouseFinding): boolean => a.line === b.line && a.start < b.end && b.start < a.end

/** Hits with the same words from the same source, which one look decides. */
type Group = Hit & { articles: number; kept: { person_name: string; at: Date } | null }

export type Trial = {
  groups: Group[]
  paragraphs: number
  articles: number
  sources: number
  kept: number
  live: number
  fresh: number
}

/** What an editor has kept first, then what may be no promotion, then what is met most. */
export function trialOf(hits: readonly Hit[], decided: readonly Decided[]): Trial {
  const kept = new Map(hits.map((hit) => [hit, keptOf(hit, decided)]))
  const groups = [...Map.groupBy(hits, (hit) => groupOf(hit, kept.get(hit) ?? null)).values()].map((group): Group => {
    const [first] = group
    if (!first) throw new Error('A group of hits is empty.')
    return { ...first, kept: kept.get(first) ?? null, articles: new Set(group.map(({ article_id }) => article_id)).size }
  })
  return {
    groups: groups.toSorted((a, b) => weightOf(b) - weightOf(a) || b.articles - a.articles),
    paragraphs: new Set(hits.map(({ article_id, paragraph_id }) => `${article_id} ${paragraph_id}`)).size,
    articles: new Set(hits.map(({ article_id }) => article_id)).size,
    sources: new Set(hits.map(({ source }) => source)).size,
    kept: [...kept.values()].filter((one) => one !== null).length,
    live: hits.filter(({ isLive }) => isLive).length,
    fresh: hits.filter(({ isNew }) => isNew).length,
  }
}

const weightOf = ({ kept, looks }: Group): number => (kept ? 2 : looks ? 1 : 0)

// What somebody has kept stands by itself: it is to be looked at one by one.
function groupOf({ source, text, start, end, article_id, paragraph_id }: Hit, kept: Group['kept']): string {
  return kept ? `${article_id} ${paragraph_id} ${start}` : [source, fold(text.slice(start, end)), fold(text)].join('\n')
}

function keptOf(hit: Hit, decided: readonly Decided[]): Group['kept'] {
  const mark = decided.find(
    ({ article_id, paragraph_id, start_at, end_at, verdict, person_name }) =>
      article_id === hit.article_id &&
      paragraph_id === hit.paragraph_id &&
      verdict === 'keep' &&
      person_name !== null &&
      start_at < hit.end &&
      hit.start < end_at,
  )
  return mark?.person_name ? { person_name: mark.person_name, at: mark.decided_at } : null
}
