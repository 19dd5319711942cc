import { findAlone } from './alone.ts'
import { isHelpline } from './helplines.ts'
import type { Evidence, Finding, Hit, LineView, Vocabulary, Words } from './kind.ts'
import { namesPaper } from './languages/mastheads.ts'
import { platforms } from './languages/platforms.ts'
import { mailbox, namesStores, price } from './offers.ts'
import { fold } from './shadow.ts'
import { firstBoundary, isBlank } from './shape.ts'
import { wordsIn } from './words.ts'

const callers: ReadonlySet<Hit['role']> = new Set(['opens', 'ours', 'benefits', 'pointers', 'closes', 'subjects'])
// No call is longer: what a hostile line makes longer is not read.
const longest = 1_000

/** Finds sentences that call upon the reader: an imperative and what it is about, or a phrase that says it all. */
export function findCalls(line: LineView, words: Words): Finding[] {
  return line.hits.flatMap((hit) => {
    if (hit.role === 'alone') return findAlone(line, hit)
    return callers.has(hit.role) ? findCall(line, hit, words(hit.language)) : []
  })
}

function findCall(line: LineView, hit: Hit, words: Vocabulary): Finding[] {
  const { text } = line
  const end = endOfCall(line, hit, words)
  const call = text.slice(hit.start, Math.min(end, hit.start + longest))
  if (words.imperatives && hit.role !== 'closes' && !words.imperatives.test(withoutAddress(fold(call)))) return []
  const told = fold(call).slice(hit.phrase.length)
  if (!hasObject(line, hit, fold(call), words)) return []
  const evidence = evidenceOf(line, hit, fold(call), words)
  if (!keepsPromise(hit, evidence, told, words)) return []
  const atStart = onlySigns.test(text.slice(0, hit.start))
  const whole = atStart && onlySigns.test(text.slice(end))
  if (whole) evidence.push('whole line')
  const steps = evidence.includes('sure') && walls.has(hit.kind) ? '' : fold(text.slice(0, longest))
  const stays =
    contacts.has(hit.kind) && isHelpline(fold(call)) ? 'it leads to help, not to the newsroom' : whyItStays(told, steps, words, hit.phrase)
  const found = {
    line: line.index,
    start: atStart ? 0 : hit.start,
    end: whole ? text.length : end,
    language: hit.language,
    because: `${states.has(hit.kind) ? 'states' : 'calls to'} “${opening(call)}”`,
    evidence,
  }
  return [stays ? { ...found, stays } : found]
}

/** “Write to us: desk@…” ends in its verb all the same. */
function withoutAddress(call: string): string {
  const last = call.lastIndexOf(' ') + 1
  return /[@.]./.test(call.slice(last)) ? call.slice(0, last) : call
}

// Where somebody may be called.
const contacts: ReadonlySet<string> = new Set(['tip-line', 'comment-prompt', 'messaging-channel'])
// What these ask for is done with the same steps.
const walls: ReadonlySet<string> = new Set(['subscription', 'comment-prompt', 'newsletter'])
// Notices: nobody is called upon.
const states: ReadonlySet<string> = new Set(['advert-marker', 'copyright'])

// What only the publisher itself says of itself.
const itself: ReadonlySet<Evidence> = new Set(['own', 'paper', 'handle', 'source', 'newsroom', 'price'])
const asksReaders: ReadonlySet<string> = new Set(['tip-line', 'comment-prompt', 'event-promo'])
// What a noun in front of it may be about; an address may stand in any story.
const matters: ReadonlySet<Evidence> = new Set(['platform', 'about', 'sure', 'handle', 'newsroom', 'price'])

/** What opens with a promise calls only when an imperative and “us” follow. */
function keepsPromise({ role, phrase, kind }: Hit, evidence: readonly Evidence[], told: string, words: Vocabulary): boolean {
  if (role === 'subjects') return evidence.some((found) => itself.has(found)) && evidence.some((found) => matters.has(found))
  // “Click here to see the video” asks for no video.
  if (role === 'pointers' && asksReaders.has(kind)) return evidence.some((found) => itself.has(found))
  if (role !== 'benefits' && !words.benefits.test(phrase)) return true
  if (evidence.includes('sure') && (role !== 'benefits' || evidence.includes('own'))) return true
  if (role === 'benefits' && !evidence.includes('own') && !evidence.includes('platforms')) return false
  return words.imperatives !== null || words.calls.test(told) || (role !== 'benefits' && evidence.includes('about'))
}

/** The call ends with its sentence, and with those behind it that go on calling. */
function endOfCall({ text, hits }: LineView, hit: Hit, words: Vocabulary): number {
  let end = endOfSentence(text, hit.start)
  for (let next = skipBlanks(text, end); next < text.length && next < hit.start + longest; next = skipBlanks(text, end)) {
    const until = endOfSentence(text, next)
    const goesOn =
      hits.some(({ start, role }) => start >= next && start < next + 3 && role !== 'labels') ||
      words.about.test(fold(text.slice(next, until)))
    if (!goesOn || until === end) return end
    end = until
  }
  return end
}

function endOfSentence(text: string, from: number): number {
  const boundary = firstBoundary(text.slice(from))
  return boundary < 0 ? text.length : from + text.slice(from, from + boundary).trimEnd().length
}

const skipBlanks = (text: string, from: number): number => from + (/^\s*/u.exec(text.slice(from))?.[0].length ?? 0)

const onlySigns = /^[^\p{L}\p{N}]*$/u
// “Follow Harbour Post on …”, but not “Follow Your Heart on …”.
const named = /^\s+(?:the\s+|[dl]['’])?\p{Lu}[\p{L}\p{M}]+/u
const follows: ReadonlySet<string> = new Set(['social-follow', 'messaging-channel'])
const pointing = /(?:here|aquí|ici|hier)[^\p{L}\p{N}]*$/u
const handle = /(?:^|[\s(:])@\w{2,}/
const address = /\b(?:https?:\/\/|www\.)\S+|\b[a-z0-9-]+\.(?:com|org|net|co|ke|fr|de|es|it|pt|br|id|nl|in)\b(?:\/\S*)?/

/** Whether the call is about anything; asked first, for many a sentence of a story opens like a call and is about nothing. */
function hasObject(line: LineView, hit: Hit, call: string, words: Vocabulary): boolean {
  const told = call.slice(hit.phrase.length)
  const asked = askedIn(hit, call, words)
  return (
    words.about.test(asked) ||
    words.sure.test(asked) ||
    platforms.test(call) ||
    handle.test(told) ||
    address.test(told) ||
    (line.source !== '' && told.includes(line.source)) ||
    (contacts.has(hit.kind) && mailbox.test(told)) ||
    (hit.kind === 'subscription' && price.test(told))
  )
}

// What these open with names what they are about.
const selfish: ReadonlySet<string> = new Set(['subscription', 'read-more'])

/** What a call opens with does not say twice what it is about: “Unlimited access to the quay …”. */
const askedIn = (hit: Hit, call: string, words: Vocabulary): string =>
  selfish.has(hit.kind) && words.about.test(hit.phrase) ? call.slice(hit.phrase.length) : call

function evidenceOf(line: LineView, hit: Hit, call: string, words: Vocabulary): Evidence[] {
  const told = call.slice(hit.phrase.length)
  const asked = askedIn(hit, call, words)
  const tests: Array<[Evidence, boolean]> = [
    ['own', hit.role === 'ours' || words.own.test(call)],
    ['platform', platforms.test(call)],
    ['platforms', severalPlatforms(call)],
    ['about', words.about.test(asked)],
    ['sure', words.sure.test(asked)],
    ['pointing', hit.role === 'pointers'],
    ['named', hit.role === 'opens' && follows.has(hit.kind) && named.test(line.text.slice(hit.end, hit.end + 40))],
    ['pointer', hit.kind === 'read-more' && pointing.test(call)],
    ['handle', handle.test(told)],
    ['address', address.test(told)],
    ['benefit', words.benefits.test(call)],
    ['source', line.source !== '' && told.includes(line.source)],
    ['paper', namesPaper(line.text.slice(hit.start, hit.start + call.length))],
    ['newsroom', contacts.has(hit.kind) && mailbox.test(told)],
    ['price', hit.kind === 'subscription' && price.test(told)],
    ['stores', hit.kind === 'app-promo' && namesStores(call)],
    ['tail', line.isTail],
    ['long', wordsIn(call) > 40],
    ['colon', saysAfterColon(told, words)],
  ]
  return ['call', ...tests.flatMap(([found, holds]) => (holds ? [found] : []))]
}

/** Two places at once: nobody but a publisher asks to be followed so. */
const severalPlatforms = (call: string): boolean => new Set(call.match(allPlatforms)).size > 1
const allPlatforms = new RegExp(platforms.source, 'gv')

/** “Get the latest on WhatsApp: how teachers share lessons” is a headline; a colon before an account is not. */
function saysAfterColon(told: string, words: Vocabulary): boolean {
  const said = /:\s+\p{L}[\s\S]*/u.exec(told)?.[0] ?? ''
  return said !== '' && ![handle, address, platforms, words.own].some((ours) => ours.test(said))
}

/** A call that somebody reports, or a step of instructions, is the story itself. */
function whyItStays(told: string, line: string, words: Vocabulary, phrase: string): string | null {
  if ([words.reporting, ...words.alsoReporting(phrase)].some((said) => said.test(told))) return 'somebody is reported to say it'
  if (words.steps.test(line.includes('@') ? line.replace(addresses, '') : line) || numbered.test(line))
    return 'it is a step of instructions'
  return null
}

const addresses = /[\w.+-]{1,64}@[\w.-]{1,100}/g
const numbered = /^\s*(?:\d{1,2}|[a-h])[.)]\s/u

function opening(call: string): string {
  const short = call.slice(0, 48)
  return isBlank(call.slice(48)) ? short.trim() : `${short.replace(/\s+\S*$/u, '')} …`
}
