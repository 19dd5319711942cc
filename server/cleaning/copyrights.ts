import { findAlone } from './alone.ts'
import type { Finding, LineView } from './kind.ts'
import { wordsIn } from './shape.ts'

// Also how a photograph is credited: those lines are the credit's.
const agencies =
  /\b(?:AFP|AP|APA|ANSA|BELGA|dpa|EFE|EPA|Getty|Keystone|Lusa|PA|Reuters|SIPA|TASS|photo\w*|foto\w*|image\w*|picture\w*|bild\w*)\b/iu
const signed = /^\s*(?:©|\(c\)\s+(?=\d{4})|copyright\s*(?:©|\(c\)|\d{4}))\s*[^.!?]*\.?\s*(?:all rights reserved\.?)?\s*$/iu

/** Finds the publisher's copyright line: a phrase that says it all, or the sign and a name below the story. */
export function findCopyright(line: LineView): Finding[] {
  const alone = line.hits.flatMap((hit) => findAlone(line, hit))
  return alone.length > 0 ? alone : findSigned(line)
}

function findSigned(line: LineView): Finding[] {
  const { index, text } = line
  if (text.length > 120 || !signed.test(text) || agencies.test(text) || wordsIn(text) > 14) return []
  const isLow = index > 0 && index >= line.lines.length - 6
  if (!isLow) return []
  return [
    { line: index, start: 0, end: text.length, language: 'en', because: 'is a copyright line below the story', evidence: ['copyright'] },
  ]
}
