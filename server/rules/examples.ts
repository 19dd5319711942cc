import { matcherOf } from './matcher.ts'
import type { Definition } from './rule.ts'

export type Failing = { text: string; says: string }

/** The examples that do not hold, each with a sentence; none where all do. Each is read as an article of its own. */
export function failingExamples(definition: Definition): Failing[] {
  // Where an example stands, from whom it comes and in what language is not what it says.
  const anywhere = { ...definition, sources: [], languages: [], place: 'anywhere' as const }
  const { find } = matcherOf([{ id: 'example', version: 1, name: 'example', definition: anywhere }])
  const matches = (text: string): boolean => find([text], { source_id: '', language: null }).length > 0
  return [
    ...definition.must_match.filter((text) => !matches(text)).map((text) => ({ text, says: `It must match “${text}”, and does not.` })),
    ...definition.must_keep.filter(matches).map((text) => ({ text, says: `It must leave “${text}” alone, and matches it.` })),
  ]
}
