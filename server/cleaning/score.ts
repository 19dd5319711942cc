import type { Evidence, Finding } from './kind.ts'

/** How much each piece of evidence speaks for boilerplate, in logits. Set by hand so that a doubt is a doubt; a trained model can replace the figures. */
const weights: Readonly<Record<Evidence, number>> = {
  label: 2,
  'weak label': 0,
  'list label': 1,
  mark: 1.5,
  capitals: 0.8,
  headline: 1,
  'no headline': -2,
  sentence: -1.5,
  'unclear end': -3,
  inline: -0.8,
  glued: 0.5,
  'headline below': 1,
  'listed below': -1.5,
  alone: 1,
  bare: -1.5,
  short: -2,
  trailing: 0.5,
  complete: 3.2,
  'several words': 0,
  call: -2.5,
  own: 2,
  platform: 2,
  about: 2,
  handle: 2,
  address: 1,
  benefit: 2,
  source: 2,
  'whole line': 1,
  tail: 0.7,
  long: -2,
  colon: -1.5,
  counter: 4,
  credit: 3,
  debris: 3,
  platforms: 2,
  wrapped: 4,
  widget: 3,
  pointer: 2.5,
  'lost headline': 2,
  copyright: 3,
  rights: 1,
  sure: 3,
  paper: 2,
  newsroom: 3.8,
  price: 3.5,
  stores: 1.2,
  pointing: 2,
  named: 0.9,
  // What stands next to a sure cut, between two of them, or below one where the story has ended.
  beside: 1,
  between: 2.4,
  after: 0.6,
  said: 1,
  lost: -1.5,
  spread: -0.9,
  title: 4,
  // A line that a source repeats may be its byline: alone it is a doubt.
  repeated: 1,
  'repeated often': 1.8,
  opener: 0.5,
  'new case': 0,
}

export const surely = 0.9
export const perhaps = 0.5

/** Between 0 and 1, with three decimals: how sure the engine is that this is boilerplate. */
export function scoreOf({ evidence }: Pick<Finding, 'evidence'>): number {
  const logit = evidence.reduce((sum, found) => sum + weights[found], 0)
  return Math.round(1000 / (1 + Math.exp(-logit))) / 1000
}

/** The same for a language whose articles nobody has seen: only where two sorts of evidence agree may it be sure. */
export function scoreUnseen({ evidence }: Pick<Finding, 'evidence'>): number {
  const score = scoreOf({ evidence })
  return score < surely || agreeing.some((sorts) => sorts.every((sort) => sort.some((found) => evidence.includes(found))))
    ? score
    : doubtful
}

const doubtful = surely - 0.001
const publisher: readonly Evidence[] = ['own', 'platform', 'platforms', 'handle', 'source', 'paper', 'newsroom']
// Words, and beside them a form or a name that no story shares with them.
const agreeing: readonly (readonly (readonly Evidence[])[])[] = [
  [['label'], ['mark']],
  [['label'], ['capitals'], ['headline', 'headline below', 'glued']],
  [['label'], ['headline below']],
  [['list label'], ['mark', 'capitals'], ['headline below']],
  [['complete'], ['several words', 'tail']],
  [['call'], publisher],
  [['debris', 'widget', 'wrapped', 'counter', 'copyright', 'credit']],
]
