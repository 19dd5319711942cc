import type { Definition } from '../../server/rules/rule.ts'

/** A house rule that cuts the paragraphs that start with the words, unless the test says otherwise. */
export function cutting(text: string, wishes: Partial<Definition> = {}): Definition {
  return {
    verdict: 'cut',
    stretch: 'paragraph',
    when: { way: 'starts', text },
    unless: [],
    most_words: null,
    place: 'anywhere',
    paragraphs: null,
    sources: [],
    languages: [],
    kind: 'read-more',
    must_match: [],
    must_keep: [],
    ...wishes,
  }
}
