import type { Finding, LineView } from './kind.ts'
import { fold } from './shadow.ts'

const buttons = new Set(
  'facebook,twitter,x,whatsapp,e-mail,email,mail,reddit,telegram,pocket,linkedin,pinterest,tumblr,xing,flipboard,print,copy link,tweet,share,viber,messenger,line,threads,bluesky,mastodon,vk,ok,instagram,youtube,rss,sms,drucken,teilen,imprimer,partager,imprimir,compartir,compartilhar,stampa,condividi,udostępnij,поделиться,paylaş,chia sẻ,bagikan'
    .split(',')
    .map(fold),
)
const isButton = (text: string | undefined): boolean => text !== undefined && text.length < 24 && buttons.has(fold(text))
const fewest = 4

/** Whether a line may be a button; short enough to ask of every line. */
export const mayBeButton = (text: string): boolean => text.length < 24 && isButton(text)

/** Finds a row of sharing buttons: four or more names of places, one below the other, and nothing else. */
export function findButtons(line: LineView): Finding[] {
  const { index, text } = line
  if (!isButton(text)) return []
  const { lines } = line
  const { first, last } = rowAround(lines, index)
  if (last - first + 1 < fewest || announces(lines[first - 1] ?? '')) return []
  return [
    {
      line: index,
      start: 0,
      end: text.length,
      language: 'und',
      group: first,
      because: 'is one of a row of sharing buttons',
      evidence: ['widget'],
    },
  ]
}

type Row = { lines: readonly string[]; first: number; last: number }

// The row that was seen last: each of its lines is asked for it once more.
let seen: Row = { lines: [], first: 0, last: -1 }

function rowAround(lines: readonly string[], index: number): Row {
  if (seen.lines === lines && seen.first <= index && index <= seen.last) return seen
  let first = index
  while (isButton(lines[first - 1])) first -= 1
  let last = index
  while (isButton(lines[last + 1])) last += 1
  seen = { lines, first, last }
  return seen
}

/** “The apps in the test:” announces a list of the story, “Share this:” does not. */
const announces = (text: string): boolean =>
  /[:：]\s*$/u.test(text) && !/share|teile|partag|compart|condivid|deel|bagikan|podziel|поделит|paylaş/iu.test(text)
