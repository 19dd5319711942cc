import { Readability } from '@mozilla/readability'
import { Defuddle } from 'defuddle/node'
import { parseHTML } from 'linkedom'
import { wordsIn } from '../../server/cleaning/words.ts'

/** Says of each line of an article whether it is dropped. */
export type Peer = (lines: readonly string[]) => Promise<boolean[]>

/** What others make of the same articles: two line rules, our labels alone, and the two extractors that browsers and readers use. */
export const peers: Readonly<Record<string, Peer>> = {
  'C4: no mark at the end': byLine((text) => !/[.!?"”]\s*$/u.test(text)),
  'C4: under five words, or javascript': byLine((text) => wordsIn(text) < 5 || /javascript/i.test(text)),
  'anchored labels alone': byLine((text) =>
    /^\W*(?:also read|read also|see also|read more|à lire aussi|lea también|leia também|baca juga|lesen sie auch)\b/iu.test(text),
  ),
  'Readability 0.6': byPage(async (page) => new Readability(parseHTML(page).document).parse()?.textContent ?? ''),
  'Defuddle 0.19': byPage(async (page) => textOf((await Defuddle(page, 'https://news.example/story')).content)),
}

function byLine(drops: (text: string) => boolean): Peer {
  return async (lines) => lines.map(drops)
}

/** Each line as a paragraph of an article on a page; what is not in the extracted text was dropped. */
function byPage(extract: (page: string) => Promise<string>): Peer {
  return async (lines) => {
    const paragraphs = lines.map((text) => `<p>${escaped(text)}</p>`).join('\n')
    const title = escaped(lines.find((text) => text.trim() !== '') ?? '').slice(0, 60)
    const head = `<head><meta charset="utf-8"><title>${title}</title></head>`
    const kept = plain(await extract(`<!doctype html><html>${head}<body><article>${paragraphs}</article></body></html>`))
    return lines.map((text) => !kept.includes(plain(text)))
  }
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const textOf = (content: string): string => parseHTML(`<html><body>${content}</body></html>`).document.body.textContent ?? ''
const plain = (text: string): string => text.normalize('NFC').replace(/\s+/gu, '')
