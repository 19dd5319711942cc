import { findAlone } from '../alone.ts'
import type { Kind } from '../kind.ts'

export const navigation: Kind = {
  label: 'Navigation',
  says: 'What was left of the page around the story: tags, topics, “Previous article”.',
  verdict: 'cut',
  find: (line) => line.hits.flatMap((hit) => findAlone(line, hit)),
  examples: {
    match: ['Article content', 'Previous article', 'Recent posts', 'TAGS'],
    keep: ['Tags on the boats', 'The previous article of the law stays.', 'Home and away', 'Topics of the evening were fees and ferries.'],
  },
}
