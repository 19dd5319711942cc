import { findCalls } from './calls.ts'
import type { Evidence, Finding, Hit, LineView, Words } from './kind.ts'
import { wordsIn } from './words.ts'

// Also how a photograph is credited: those lines are the credit's.
const agencies =
  /\b(?:AFP|AP|APA|ANSA|BELGA|dpa|EFE|EPA|Getty|Keystone|Lusa|PA|Reuters|SIPA|TASS|photo\w*|foto\w*|image\w*|picture\w*|bild\w*)\b/iu
const signed = /^\s*(?:©|\(c\)\s+(?=\d{4})|copyright\s*(?:©|\(c\)|\d{4}|by\s+\p{Lu}))/iu

/** Finds the publisher's copyright line: a phrase that says it all, or the sign and a name below the story. */
export function findCopyright(line: LineView, words: Words): Finding[] {
  const signedLine = findSigned(line)
  return signedLine.length > 0 ? signedLine : findCalls(line, words)
}

function findSigned(line: LineView): Finding[] {
  const { index, text, hits } = line
  const rights = hits.find(({ role }) => role === 'alone')
  if (text.length > 240 || !signed.test(text) || agencies.test(text) || sayMore(text, rights) || !(rights || isLow(line))) return []
  const found: Evidence[] = rights ? ['copyright', 'rights'] : ['copyright']
  const because = rights ? 'is a copyright line' : 'is a copyright line below the story'
  return [{ line: index, start: 0, end: text.length, language: rights?.language ?? 'en', because, evidence: found }]
}

const isLow = ({ index, lines }: LineView): boolean => index >= lines.length - 6 && index > 0

/** Beside the rights a name and a year stand in such a line, and not much else. */
function sayMore(text: string, rights: Hit | undefined): boolean {
  const beside = rights ? text.slice(0, rights.start) + text.slice(rights.end) : text
  return wordsIn(beside) > 14 || /[.!?]\s+\p{L}/u.test((rights ? text.slice(0, rights.start) : text).replace(/\.\s*$/u, ''))
}
