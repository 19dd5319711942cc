import type { Hit } from './kind.ts'
import { type Node, type Phrase, phrasesAt } from './phrases.ts'
import { type Shadow, shadowOf } from './shadow.ts'
import { isUnspaced } from './shape.ts'
import { someStart } from './trigger.ts'

/** A hit with the kind whose phrase it is. */
export type KindHit = Hit

/** The phrases that stand in a line where a sentence may begin, or as a label at its end; the longest of a kind at each place. */
export function hitsIn(text: string, starts: Node, ends: Node, preferred?: string): KindHit[] {
  const shadow = shadowOf(text)
  const found: KindHit[] = []
  someStart(shadow.text, (at) => {
    for (const phrase of phrasesAt(starts, shadow.text, at)) if (isWhole(text, shadow, at, phrase)) found.push(hitOf(shadow, at, phrase))
    return false
  })
  return longestOf([...found, ...endingLabels(text, shadow, ends)], preferred)
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

const letter = /[\p{L}\p{N}]/u

/** Not the beginning of a longer word, unless a capital is glued to a label: “RelatedHarbour fire”. */
function isWhole(text: string, shadow: Shadow, at: number, phrase: Phrase): boolean {
  const next = shadow.text.charAt(at + phrase.text.length)
  if (
    next === '-' &&
    letter.test(shadow.text.charAt(at + phrase.text.length + 1)) &&
    (phrase.role === 'opens' || phrase.role === 'benefits')
  )
    return false
  if (!letter.test(next) || isUnspaced(phrase.text.slice(-1)) || isUnspaced(next) || hasParticle(phrase, next)) return true
  const end = shadow.end(at + phrase.text.length)
  return (
    phrase.role !== 'opens' && phrase.role !== 'benefits' && phrase.role !== 'ours' && /^\p{Ll}\p{Lu}/u.test(text.slice(end - 1, end + 1))
  )
}

const hangul = /\p{sc=Hangul}/u
/** Korean hangs its particles on the noun with which a call begins. */
const hasParticle = ({ text, role }: Phrase, next: string): boolean =>
  sortOf[role] === 'call' && hangul.test(text.slice(-1)) && hangul.test(next)

/** “… most of the harvest Also Read”: a label hung on the end of a sentence. */
function endingLabels(text: string, shadow: Shadow, ends: Node): KindHit[] {
  const tail = shadow.text.slice(-longestTail).replace(/[^\p{L}\p{N}]{1,8}$/u, '')
  const last = shadow.text.length - Math.min(shadow.text.length, longestTail) + tail.length
  return phrasesAt(ends, [...tail].reverse().join(''), 0).flatMap((phrase) => {
    const at = last - phrase.text.length
    if (at <= 0 || letter.test(shadow.text.charAt(at - 1))) return []
    const hit = hitOf(shadow, at, phrase)
    return /^\p{Lu}/u.test(text.slice(hit.start, hit.start + 2)) ? [hit] : []
  })
}

const longestTail = 96

// A phrase complete in itself must not hide the label or the call that begins with it, nor they it.
const sortOf: Readonly<Record<Hit['role'], string>> = {
  labels: 'label',
  weak: 'label',
  lists: 'list',
  alone: 'alone',
  opens: 'call',
  ours: 'call',
  benefits: 'promise',
}

// Debris stands at the beginning or the end of a line; a line with more hits was made to cost time.
const most = 64

function longestOf(found: readonly KindHit[], preferred?: string): KindHit[] {
  const best = new Map<string, KindHit>()
  for (const hit of found) {
    // What nobody has checked must not hide the shorter phrase of a language that was.
    const place = `${hit.kind}/${hit.start}/${sortOf[hit.role]}/${hit.unseen}`
    const known = best.get(place)
    const longer = !known || hit.end > known.end
    if (longer || (hit.end === known.end && hit.language === preferred && known.language !== preferred)) best.set(place, hit)
  }
  const hits = [...best.values()]
  return hits.length <= most ? hits : [...hits.slice(0, most / 2), ...hits.slice(-most / 2)]
}
