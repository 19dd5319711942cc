import type { Evidence, Finding, Hit, LineView, Vocabulary, Words } from './kind.ts'
import { platforms } from './languages/platforms.ts'
import { fold } from './shadow.ts'
import { firstBoundary, wordsIn } from './shape.ts'

/** Finds sentences that call upon the reader: an imperative, and what it is about. */
export function findCalls(line: LineView, words: Words): Finding[] {
  return line.hits.filter(({ role }) => role === 'opens' || role === 'ours').flatMap((hit) => findCall(line, hit, words(hit.language)))
}

function findCall(line: LineView, hit: Hit, words: Vocabulary): Finding[] {
  const { text } = line
  const rest = text.slice(hit.start)
  const boundary = firstBoundary(rest)
  const end = boundary < 0 ? text.length : hit.start + rest.slice(0, boundary).trimEnd().length
  const call = text.slice(hit.start, end)
  const evidence = evidenceOf(line, hit, fold(call), words)
  if (!evidence.some((found) => objects.has(found))) return []
  const start = onlySigns.test(text.slice(0, hit.start)) ? 0 : hit.start
  if (start === 0 && onlySigns.test(text.slice(end))) evidence.push('whole line')
  const found: Finding = {
    line: line.index,
    start,
    end: evidence.includes('whole line') ? text.length : end,
    language: hit.language,
    because: `calls to “${opening(call)}”`,
    evidence,
  }
  const stays = whyItStays(fold(call), fold(text), words)
  return [stays ? { ...found, stays } : found]
}

const objects: ReadonlySet<Evidence> = new Set(['platform', 'about', 'handle', 'source'])
const onlySigns = /^[^\p{L}\p{N}]*$/u
const handle = /(?:^|[\s(:])@\w{2,}/
const address = /\b(?:https?:\/\/|www\.)\S+|\b[a-z0-9-]+\.(?:com|org|net|co|ke|fr|de|es|it|pt|br|id|nl|in)\b(?:\/\S*)?/

function evidenceOf(line: LineView, hit: Hit, call: string, words: Vocabulary): Evidence[] {
  const told = call.slice(hit.phrase.length)
  const tests: Array<[Evidence, boolean]> = [
    ['own', hit.role === 'ours' || words.own.test(call)],
    ['platform', platforms.test(told)],
    ['about', words.about.test(call)],
    ['handle', handle.test(told)],
    ['address', address.test(told)],
    ['benefit', words.benefits.test(call)],
    ['source', line.source !== '' && told.includes(line.source)],
    ['tail', line.isTail],
    ['long', wordsIn(call) > 40],
  ]
  return ['call', ...tests.flatMap(([found, holds]) => (holds ? [found] : []))]
}

/** A call that somebody reports, or a step of instructions, is the story itself. */
function whyItStays(call: string, line: string, words: Vocabulary): string | null {
  if (words.reporting.test(call)) return 'somebody is reported to say it'
  if (words.steps.test(line)) return 'it is a step of instructions'
  return null
}

const opening = (call: string): string => (call.length <= 48 ? call : `${call.slice(0, 48).replace(/\s+\S*$/u, '')} …`)
