import type { Offer } from '../articles/offers.ts'

/** The steps as the bar shows them: what brings the article on, and behind “More” what takes it back or away, where there is both; `noted` can take a note along. */
export function arranged(offers: readonly Offer[]): { main: Offer[]; more: Offer[]; noted: Offer[] } {
  const noted = offers.filter(({ step, why_not }) => step.notes && why_not === null)
  const more = offers.filter(({ step }) => step.tone === 'quiet' || step.tone === 'danger')
  const main = offers.filter((offer) => !more.includes(offer))
  return main.length > 0 ? { main, more, noted } : { main: more, more: [], noted }
}

/** That the text is approved, by whom, and who goes on; null where a button says it already. */
export function readyWords(offers: readonly Offer[], approvers: readonly string[]): string | null {
  const publish = offers.find(({ name }) => name === 'publish')
  if (publish?.why_not || offers.some(({ name, why_not }) => name === 'approve' && why_not)) return null
  const by = new Intl.ListFormat('en').format(approvers)
  return `Approved by ${by}: ${publish ? 'it can be published' : 'a publisher can publish it'}.`
}
