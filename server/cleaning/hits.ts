import type { Hit } from './kind.ts'
import type { Phrase } from './phrases.ts'
import { type Shadow, shadowOf } from './shadow.ts'
import { isUnspaced } from './shape.ts'
import { phrasesFrom, type Tree } from './tree.ts'
import { firstStart, isLetter, nextStart, unitReader } from './units.ts'

/** A hit with the kind whose phrase it is. */
export type KindHit = Hit

const unitsOf = unitReader()

/** The phrases that stand in a line where a sentence may begin, or as a label at its end; the longest of a kind at each place. */
export function hitsIn(text: string, starts: Tree<Phrase>, ends: Tree<Phrase>, preferred?: () => string): KindHit[] {
  const shadow = shadowOf(text)
  const units = unitsOf(shadow.text)
  const { length } = shadow.text
  const kept: KindHit[] = []
  for (let at = firstStart(units, length, 0); at >= 0; at = nextStart(units, length, at + 1)) {
    for (const phrase of phrasesFrom(starts, shadow.text, at)) {
      if (isWhole(text, shadow, at, phrase)) keepLongest(kept, hitOf(shadow, at, phrase), preferred)
    }
    if (kept.length > 4 * most) keepEdges(kept)
  }
  for (const hit of endingLabels(text, shadow, ends)) keepLongest(kept, hit, preferred)
  keepEdges(kept)
  return kept
}

const hitOf = (shadow: Shadow, at: number, { text, role, language, kind, unseen }: Phrase): KindHit => ({
  start: shadow.start(at),
  end: shadow.end(at + text.length),
  phrase: text,
  role,
  language,
  kind,
  unseen,
})

const isLetterAt = (text: string, at: number): boolean => at < text.length && isLetter(text.charCodeAt(at))

/** Not the beginning of a longer word, unless a capital is glued to a label: “RelatedHarbour fire”. */
function isWhole(text: string, shadow: Shadow, at: number, { text: phrase, role }: Phrase): boolean {
  const behind = at + phrase.length
  const next = shadow.text.charAt(behind)
  const calls = role === 'opens' || role === 'benefits' || role === 'subjects'
  if (calls && next === '-' && isLetterAt(shadow.text, behind + 1)) return false
  if (!isLetterAt(shadow.text, behind) || isUnspaced(phrase.slice(-1)) || isUnspaced(next) || hasParticle(phrase, role, next)) return true
  const end = shadow.end(behind)
  return !calls && role !== 'ours' && glued.test(text.slice(end - 1, end + 1))
}

const glued = /^\p{Ll}\p{Lu}/u
const hangul = /\p{sc=Hangul}/u

/** Korean hangs its particles on the noun with which a call begins. */
const hasParticle = (phrase: string, role: Phrase['role'], next: string): boolean =>
  sortOf[role] === 'call' && hangul.test(phrase.slice(-1)) && hangul.test(next)

/** “… most of the harvest Also Read”: a label hung on the end of a sentence. */
function endingLabels(text: string, shadow: Shadow, ends: Tree<Phrase>): KindHit[] {
  const last = lastLetter(shadow.text)
  return phrasesFrom(ends, shadow.text, last).flatMap((phrase) => {
    const at = last + 1 - phrase.text.length
    if (at <= 0 || isLetterAt(shadow.text, at - 1)) return []
    const hit = hitOf(shadow, at, phrase)
    return capital.test(text.slice(hit.start, hit.start + 2)) || colon.test(text.slice(hit.end)) ? [hit] : []
  })
}

const capital = /^\p{Lu}/u
const letter = /[\p{L}\p{N}]/u
const colon = /^\s?[:：]\s*$/u
const mostSigns = 8

function lastLetter(text: string): number {
  let last = text.length - 1
  for (let signs = 0; signs < mostSigns && last >= 0 && !isLetterAt(text, last); signs++) {
    const pair = /^[\ud800-\udbff][\udc00-\udfff]/.exec(text.slice(Math.max(0, last - 1), last + 1))?.[0]
    if (pair && letter.test(pair)) break
    last -= pair ? 2 : 1
  }
  return last
}

// A phrase complete in itself must not hide the label or the call that begins with it, nor they it.
const sortOf: Readonly<Record<Hit['role'], string>> = {
  labels: 'label',
  weak: 'label',
  lists: 'list',
  alone: 'alone',
  opens: 'call',
  ours: 'call',
  benefits: 'promise',
  pointers: 'call',
  closes: 'call',
  subjects: 'subject',
}

/** Of one kind and sort only the longest stays at a place; of two as long that of the article's language. Hits come in the order of their places. */
function keepLongest(kept: KindHit[], hit: KindHit, preferred?: () => string): void {
  for (let at = kept.length - 1; at >= 0 && (kept[at] as KindHit).start >= hit.start; at--) {
    const known = kept[at] as KindHit
    if (known.start !== hit.start || known.kind !== hit.kind || sortOf[known.role] !== sortOf[hit.role]) continue
    // What nobody has checked must not hide the shorter phrase of a language that was.
    if (known.unseen !== hit.unseen) continue
    if (hit.end > known.end || (hit.end === known.end && hit.language !== known.language && hit.language === preferred?.())) kept[at] = hit
    return
  }
  kept.push(hit)
}

// Debris stands at the beginning or the end of a line; a line with more hits was made to cost time.
const most = 64

function keepEdges(kept: KindHit[]): void {
  if (kept.length > most) kept.splice(most / 2, kept.length - most)
}
