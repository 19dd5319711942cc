/** How far the work on an import is: `done` of so many items, `share` between 0 and 1, `rate` in items per second, `left` in seconds; null while they cannot be told. */
export type Progress = { done: number; of: number | null; share: number; rate: number | null; left: number | null }

export type Pace = (done: number, share: number) => Omit<Progress, 'of'>

export function notBegun(of: number | null): Progress {
  return { done: 0, of, share: 0, rate: null, left: null }
}

/** Tells the pace of work as it was lately: each second that passes weighs a tenth of what came before. */
export function paceFrom(begun: Pick<Progress, 'done' | 'share'>, now: () => number): Pace {
  let last = { ...begun, at: now() }
  let lately: { items: number; shares: number } | null = null
  return (done, share) => {
    const seconds = (now() - last.at) / 1000
    if (seconds > 0) {
      const fresh = { items: (done - last.done) / seconds, shares: (share - last.share) / seconds }
      const weight = lately ? 1 - 0.9 ** seconds : 1
      const before = lately ?? fresh
      lately = {
        items: before.items + (fresh.items - before.items) * weight,
        shares: before.shares + (fresh.shares - before.shares) * weight,
      }
      last = { done, share, at: now() }
    }
    if (!lately || lately.shares <= 0) return { done, share, rate: lately?.items ?? null, left: null }
    return { done, share, rate: lately.items, left: (1 - share) / lately.shares }
  }
}

/** “about 3 minutes left”; empty while nobody can say. */
export function leftInWords({ left }: Pick<Progress, 'left'>): string {
  if (left === null) return ''
  if (left < 5) return 'a moment left'
  if (left < 90) return `about ${Math.ceil(left / 5) * 5} seconds left`
  const minutes = Math.round(left / 60)
  if (minutes < 90) return `about ${minutes} minutes left`
  return `about ${Math.round(minutes / 60)} hours left`
}

/** “240 items a second”; empty while nobody can say. */
export function rateInWords({ rate }: Pick<Progress, 'rate'>): string {
  if (rate === null || rate <= 0) return ''
  if (rate < 1) return 'less than one item a second'
  return `${Math.round(rate).toLocaleString('en')} items a second`
}
