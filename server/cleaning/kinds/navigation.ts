import type { Kind } from '../kind.ts'
import { findNavigation } from '../tags.ts'

export const navigation: Kind = {
  label: 'Navigation',
  says: 'What was left of the page around the story: tags, topics, “Previous article”.',
  verdict: 'cut',
  find: findNavigation,
  examples: {
    match: ['Article content', 'Previous article', 'Recent posts', 'TAGS', 'Tags: ferry, harbour, council'],
    keep: ['Tags on the boats', 'The previous article of the law stays.', 'Home and away', 'Topics of the evening were fees and ferries.'],
  },
}
