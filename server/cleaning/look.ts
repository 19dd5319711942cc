import { edgesOf } from './beginnings.ts'
import { closingsOf } from './closings.ts'
import { isQuoted } from './guards.ts'
import { hitsIn } from './hits.ts'
import type { Finding, LineView } from './kind.ts'
import { type Found, type KindName, kinds } from './kinds.ts'
import { languages } from './languages.ts'
import { phrasesOf } from './phrases.ts'
import { recalling, type Show } from './recall.ts'
import { fold } from './shadow.ts'
import { sieveOf } from './sieve.ts'
import { treeOf } from './tree.ts'
import { trigger } from './trigger.ts'
import { isLetter } from './units.ts'
import { vocabularyOf } from './vocabulary.ts'
import { mayBeButton } from './widgets.ts'

/** What all lines of an article share. Its language only names a phrase that several share, and is guessed when one is met. */
export type Circle = { name: string; language: () => string; source: string }

export function circleOf(language: string | (() => string | undefined), source = ''): Circle {
  let known = typeof language === 'string' ? language : undefined
  const told = (): string => {
    known ??= (typeof language === 'string' ? language : language()) ?? 'und'
    return known
  }
  const folded = fold(source)
  // No line holds a break, so no line of one circle is taken for a line of another.
  return { name: folded === '' ? '' : `${folded}\n`, language: told, source: folded }
}

/** What is found on a line that may hold promotion; most lines hold none and are seldom looked at. */
export const look = recalling(lookAnew)

/** Whether a line may hold promotion: asked of every line. */
export const deservesLook = (text: string): boolean => isTriggered(text) || isSigned(text)

const phrases = phrasesOf(languages)
const starts = treeOf(phrases)
const ends = treeOf(
  phrases.filter(({ role }) => role === 'labels'),
  true,
)
const closings = closingsOf(languages)
const edges = edgesOf(starts.phrases, ends.phrases, closings.endings)
const isTriggered = trigger(starts, ends, edges)
/** The lines of a text in memory, and which of them may deserve a look: asked of every file. */
export const rowsIn = sieveOf(edges)
export const vocabulary = vocabularyOf(languages)
const names = Object.keys(kinds) as KindName[]
const wordsOf = Object.fromEntries(names.map((kind) => [kind, (code: string) => vocabulary(kind, code)])) as Record<
  KindName,
  (code: string) => ReturnType<typeof vocabulary>
>

// What begins with one of these may need no words to be known.
const isSigned = (text: string): boolean => (isSign(text.charCodeAt(0)) && signs.test(text)) || mayBeButton(text)
const isSign = (first: number): boolean => !isLetter(first) || first === 99 || first === 67
const signs = /^\s*(?:©|>>|»|\(c\)|copyright)/iu

function lookAnew(text: string, { language, source }: Circle, show: Show): Found[] {
  const hits = [...hitsIn(text, starts, ends, language), ...(closings.mayClose(text) ? closings.hitsAt(text) : [])]
  const signed = isSigned(text)
  const found: Found[] = []
  for (const kind of names) {
    const own = hits.filter((hit) => hit.kind === kind)
    if (own.length === 0 && !(signed && kinds[kind].reads === 'signs')) continue
    const line = show(own, source)
    for (const finding of kinds[kind].find(line, wordsOf[kind])) found.push({ ...guarded(finding, line), kind })
  }
  return found
}

/** No score overrides a quotation: what stands inside it is somebody's words. */
function guarded(finding: Finding, { index, text }: LineView): Finding {
  return finding.line === index && isQuoted(text, finding.start) ? { ...finding, stays: 'it stands inside quotation marks' } : finding
}
