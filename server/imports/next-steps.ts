/** How many of an import’s articles wait for review, for their title, or to be submitted. */
export type Landed = { review: number; titles: number; drafts: number }

export type NextStep = { label: string; href: string }

/** What there is to do with the articles of an import, each with the place where it is done. */
export function nextSteps(import_id: string, { review, titles, drafts }: Landed): NextStep[] {
  const steps = [
    { count: titles, says: 'Confirm', one: 'title', href: `/review/titles?import=${import_id}` },
    { count: review, says: 'Review', one: 'article', href: `/review?import=${import_id}` },
    { count: drafts, says: 'Look at', one: 'draft', href: `/articles?state=draft&import=${import_id}` },
  ]
  return steps
    .filter(({ count }) => count > 0)
    .map(({ count, says, one, href }) => ({
      label: count === 1 ? `${says} the ${one}` : `${says} these ${count.toLocaleString('en')} ${one}s`,
      href,
    }))
}
