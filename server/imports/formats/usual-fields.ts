/** What a column, a key or a line of front matter is usually called, for each field of an article. */
const usualNames = {
  title: 'title headline heading titel titre titulo título',
  standfirst: 'standfirst description summary excerpt dek subtitle teaser abstract lead',
  text: 'text body content article full_text fulltext article_text body_text story maintext',
  url: 'origin origin_url url link canonical canonical_url permalink source_url article_url',
  byline: 'byline author authors by creator writer',
  published_at: 'published_at date published publish_date date_published pubdate publication_date published_on created created_at',
  language: 'language lang locale',
  source: 'source publisher publication outlet site site_name newspaper',
  external_id: 'id external_id guid uuid article_id uid',
} as const
export type UsualField = keyof typeof usualNames

const fieldOf = new Map(
  Object.entries(usualNames).flatMap(([field, names]) =>
    names.split(' ').map((name, rank) => [name, { field: field as UsualField, rank }]),
  ),
)

/** For each field the name that says it best among these, as it is written there. */
export function usualNamesIn(names: readonly string[]): Map<UsualField, string> {
  const found = new Map<UsualField, { name: string; rank: number }>()
  for (const name of names) {
    const known = fieldOf.get(folded(name))
    if (known && known.rank < (found.get(known.field)?.rank ?? Number.POSITIVE_INFINITY)) found.set(known.field, { name, rank: known.rank })
  }
  return new Map([...found].map(([field, { name }]) => [field, name]))
}

/** The fields of an article in an object whose keys are called as is usual. */
export function usualFields(value: Readonly<Record<string, unknown>>): Partial<Record<UsualField, string>> {
  const names = usualNamesIn(Object.keys(value))
  return Object.fromEntries([...names].flatMap(([field, name]) => wordsOf(value[name]).map((words) => [field, words])))
}

function folded(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s.-]+/gu, '_')
}

function wordsOf(value: unknown): string[] {
  if (Array.isArray(value)) return [value.flatMap(wordsOf).join(', ')].filter((words) => words !== '')
  if (typeof value === 'string') return value.trim() === '' ? [] : [value]
  return typeof value === 'number' ? [String(value)] : []
}
