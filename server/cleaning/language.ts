import type { KindName } from './kinds.ts'

/** What a language says for one kind of boilerplate. Phrases are folded when they are read: write them as the newsroom does. */
export type Words = {
  /** Labels that nothing but a link follows, on this line or the next. */
  labels?: readonly string[]
  /** Labels that are ordinary words too: they need a colon or a bar, and a headline behind it. */
  weak?: readonly string[]
  /** Labels over a list of links. */
  lists?: readonly string[]
  /** Complete in themselves: alone on a line, or behind the last sentence of one. */
  alone?: readonly string[]
  /** How a call to the reader opens. */
  opens?: readonly string[]
  /** The same, with “us” or “our” already in it. */
  ours?: readonly string[]
  /** What a call may open with that is none by itself: it needs the publisher's name, “our”, its mailbox or its price behind it. */
  subjects?: readonly string[]
  /** How a call ends where its verb comes last, or the click is asked for behind what it is for. */
  closes?: readonly string[]
  /** What such a call is about. */
  about?: readonly string[]
  /** What only a publisher's own call is about: “independent journalism”, “Google News”. */
  sure?: readonly string[]
}

/**
 * A language as the engine knows it: data only. In `own`, `reporting`, `steps`, `imperatives` and `about` a star at the end stands for any ending:
 * “kanav*” is “kanavaa”, “kanavalle”, “kanavamme”.
 */
export type Language = {
  code: string
  /**
   * How its phrases were checked: against labelled articles, word by word, or by nobody yet but invented lines.
   * What was written without having seen the language's articles cuts only where two sorts of evidence agree.
   */
  checked: 'corpus' | 'words' | 'unseen'
  /** “us”, “our”: words by which a publisher speaks of itself. */
  own: readonly string[]
  /** What the reader is promised: “for more”, “for the latest”. */
  benefits: readonly string[]
  /** Words that make a call somebody else's: “he said”, “according to”. */
  reporting: readonly string[]
  /** Words of instructions: “step”, “log in”, “roll number”. */
  steps: readonly string[]
  /** How a click is asked for before what it is for: “click here to”. */
  pointers?: readonly string[]
  /** Small words that begin sentences and stand inside no headline with a capital: “The”, “Meanwhile”. */
  openers?: readonly string[]
  /** Where the verb comes last: a call that holds none of these is none. */
  imperatives?: readonly string[]
  kinds: Partial<Record<KindName, Words>>
}
