import { foldCluster } from '../../server/cleaning/folding.ts'
import type { Hit } from '../../server/cleaning/kind.ts'
import type { Phrase } from '../../server/cleaning/phrases.ts'

/** The hits of a line by their definition, without a thought for speed: what the engine finds must be the same. */
export function plainHits(text: string, phrases: readonly Phrase[], preferred?: string): Hit[] {
  const shadow = plainShadow(text)
  const hitAt = (at: number, phrase: Phrase): Hit => ({
    start: shadow.starts[at] ?? text.length,
    end: shadow.ends[at + phrase.text.length - 1] ?? text.length,
    phrase: phrase.text,
    role: phrase.role,
    language: phrase.language,
    kind: phrase.kind,
    unseen: phrase.unseen,
  })
  const first = Map.groupBy(phrases, (phrase) => phrase.text.charAt(0))
  const opening = sentenceStarts(shadow.text).flatMap((at) =>
    (first.get(shadow.text.charAt(at)) ?? [])
      .filter((phrase) => shadow.text.startsWith(phrase.text, at) && isWhole(text, shadow, at, phrase))
      .sort((a, b) => a.text.length - b.text.length)
      .map((phrase) => hitAt(at, phrase)),
  )
  const said = shadow.text.replace(/[^\p{L}\p{N}]{1,8}$/u, '')
  const closing = phrases
    .filter(({ role, text: label }) => role === 'labels' && said.endsWith(label) && said.length > label.length)
    .sort((a, b) => a.text.length - b.text.length)
    .map((phrase) => ({ at: said.length - phrase.text.length, hit: hitAt(said.length - phrase.text.length, phrase) }))
    .filter(
      ({ at, hit }) =>
        !letter.test(shadow.text.charAt(at - 1)) && (/^\p{Lu}/u.test(text.slice(hit.start)) || /^\s?[:：]\s*$/u.test(text.slice(hit.end))),
    )
    .map(({ hit }) => hit)
  return edges(longest([...opening, ...closing], preferred))
}

type PlainShadow = { text: string; starts: number[]; ends: number[] }

export function plainShadow(original: string): PlainShadow {
  const shadow: PlainShadow = { text: '', starts: [], ends: [] }
  for (const { 0: cluster, index } of original.matchAll(/[\u1100-\u115f][\u1160-\u11a7]?[\u11a8-\u11ff]?|[\s\S]\p{M}*/gu)) {
    const folded = foldCluster(cluster)
    const joins = folded === '' || (folded === ' ' && shadow.text.endsWith(' '))
    if (joins && shadow.ends.length > 0) shadow.ends[shadow.ends.length - 1] = index + cluster.length
    if (joins) continue
    shadow.text += folded
    for (let unit = 0; unit < folded.length; unit++) {
      shadow.starts.push(index)
      shadow.ends.push(index + cluster.length)
    }
  }
  return shadow
}

const letter = /[\p{L}\p{N}]/u
const opens = /[.!?\u2026\u3002\uff01\uff1f|*#<>\u061f\u06d4\u0964\u1362]|\p{So}|\p{Sm}|\p{Cs}|[\u2022\u203a\u2039\u00b7]/u
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u
const hangul = /\p{sc=Hangul}/u

function sentenceStarts(text: string): number[] {
  let open = true
  return [...Array(text.length).keys()].filter((at) => {
    const unit = text.charAt(at)
    const starts = open && letter.test(unit)
    open = opens.test(unit) || (open && !letter.test(unit))
    return starts
  })
}

function isWhole(text: string, shadow: PlainShadow, at: number, { text: phrase, role }: Phrase): boolean {
  const behind = shadow.text.slice(at + phrase.length)
  if (/^-[\p{L}\p{N}]/u.test(behind) && ['opens', 'benefits', 'subjects'].includes(role)) return false
  const next = behind.charAt(0)
  if (!letter.test(next) || unspaced.test(phrase.slice(-1)) || unspaced.test(next)) return true
  if (sorts[role] === 'call' && hangul.test(phrase.slice(-1)) && hangul.test(next)) return true
  const end = shadow.ends[at + phrase.length - 1] ?? text.length
  return !['opens', 'benefits', 'ours', 'subjects'].includes(role) && /^\p{Ll}\p{Lu}/u.test(text.slice(end - 1, end + 1))
}

const sorts: Record<string, string> = { labels: 'label', weak: 'label', opens: 'call', ours: 'call', pointers: 'call' }

function longest(found: readonly Hit[], preferred?: string): Hit[] {
  const best = new Map<string, Hit>()
  for (const hit of found) {
    const place = JSON.stringify([hit.kind, hit.start, sorts[hit.role] ?? hit.role, hit.unseen])
    const known = best.get(place)
    const isNearer = known && hit.end === known.end && hit.language === preferred && known.language !== preferred
    if (!known || hit.end > known.end || isNearer) best.set(place, hit)
  }
  return [...best.values()]
}

const edges = (hits: readonly Hit[]): Hit[] => (hits.length <= 64 ? [...hits] : [...hits.slice(0, 32), ...hits.slice(-32)])
