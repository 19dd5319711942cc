import type { Role } from './phrases.ts'
import type { WordSet } from './word-sets.ts'

/** What speaks for or against a finding; `score.ts` weighs it. */
export type Evidence =
  | 'label'
  | 'weak label'
  | 'list label'
  | 'mark'
  | 'capitals'
  | 'headline'
  | 'no headline'
  | 'sentence'
  | 'unclear end'
  | 'inline'
  | 'glued'
  | 'headline below'
  | 'listed below'
  | 'alone'
  | 'bare'
  | 'short'
  | 'colon'
  | 'trailing'
  | 'complete'
  | 'several words'
  | 'tail'
  | 'call'
  | 'own'
  | 'platform'
  | 'about'
  | 'handle'
  | 'address'
  | 'benefit'
  | 'source'
  | 'whole line'
  | 'long'
  | 'counter'
  | 'credit'
  | 'debris'
  | 'platforms'
  | 'wrapped'
  | 'widget'
  | 'pointer'
  | 'lost headline'
  | 'sure'
  | 'paper'
  | 'newsroom'
  | 'price'
  | 'stores'
  | 'pointing'
  | 'named'
  | 'beside'
  | 'between'
  | 'after'
  | 'said'
  | 'lost'
  | 'opener'
  | 'new case'
  | 'rights'
  | 'spread'
  | 'title'
  | 'repeated'
  | 'repeated often'
  | 'copyright'

/** A phrase found at the start of a sentence, at the end of a line or alone; offsets in the original line. */
export type Hit = { start: number; end: number; phrase: string; role: Role; language: string; kind: string; unseen: boolean }

/**
 * A line with its place in the article, as a kind looks at it. The index only says where the line stands: what depends on the place asks
 * `lines` or `isTail`, and last, because its finding then holds for this place only.
 */
export type LineView = { index: number; text: string; hits: readonly Hit[]; lines: readonly string[]; isTail: boolean; source: string }

export type Finding = {
  line: number
  start: number
  end: number
  language: string
  because: string
  evidence: readonly Evidence[]
  /** Findings of one piece of debris share the line it begins on. */
  group?: number
  /** Why this must stay whatever its score. */
  stays?: string
}

/** The words of one language for one kind, folded and compiled. */
export type Vocabulary = {
  own: WordSet
  benefits: WordSet
  reporting: WordSet
  steps: WordSet
  about: WordSet
  sure: WordSet
  openers: WordSet
  imperatives: RegExp | null
  calls: WordSet
  /** How other languages report that share the phrase. */
  alsoReporting: (phrase: string) => readonly WordSet[]
}
export type Words = (language: string) => Vocabulary

export type Kind = {
  label: string
  says: string
  /** The verdict of a confident finding where the policy says nothing. */
  verdict: 'cut' | 'keep'
  /** Set where a line can be known by its signs, without a phrase. */
  reads?: 'signs'
  find: (line: LineView, words: Words) => Finding[]
  examples: { match: readonly string[]; keep: readonly string[] }
}
