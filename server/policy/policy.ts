export type Approving = { four_eyes: boolean; approvers: number; switched_at: Date | null; switched_by_joining: string | null }

/** How much of what went live in the last ninety days went out unreviewed, as a sentence. */
export function sharesOf({ published, forced }: { published: number; forced: number }): string {
  if (published === 0) return 'Nothing was published in the last ninety days.'
  const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 }).format(forced / published)
  return `${forced} of ${published} texts that went live in the last ninety days went out unreviewed: ${percent}.`
}

const oneWeek = 7 * 24 * 60 * 60 * 1000

/** The sentence above every page about who may approve what, while there is one to say. */
export function standingNotice({ four_eyes, approvers, switched_at, switched_by_joining }: Approving, now: Date): string | null {
  if (!four_eyes && approvers < 2)
    return 'You work alone, so four-eyes is off: you may approve your own text. It switches on when a second person who may approve joins.'
  if (!four_eyes || !switched_at || now.getTime() - switched_at.getTime() > oneWeek) return null
  return `Four-eyes is on since ${switched_by_joining ?? 'a second person'} may approve too: nobody approves their own text any more.`
}
