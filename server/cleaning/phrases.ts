import { foldAll } from './folding.ts'
import type { Language, Words } from './language.ts'

export type Role = Exclude<keyof Words, 'about' | 'sure'> | 'benefits' | 'pointers'

/** A phrase of a language that something at the start of a sentence can hit. */
export type Phrase = { text: string; role: Role; kind: string; language: string; unseen: boolean }

const roles = ['labels', 'weak', 'lists', 'alone', 'opens', 'ours', 'subjects'] as const satisfies readonly Exclude<
  Role,
  'benefits' | 'pointers' | 'closes'
>[]
// A call may open with what it promises: “For more news, follow us …”.
const promised = ['social-follow', 'messaging-channel', 'newsletter', 'app-promo']
// … and with the click that it asks for: “Click here to subscribe …”.
const pointed = [...promised, 'read-more', 'subscription', 'donation', 'tip-line', 'comment-prompt', 'event-promo']

export function phrasesOf(languages: readonly Language[]): Phrase[] {
  const phrases = languages.flatMap(phrasesIn)
  for (const [at, text] of foldAll(phrases.map(({ text }) => text)).entries()) (phrases[at] as Phrase).text = text
  return phrases
}

/** The phrases of a language as they are written down. */
function phrasesIn({ code, checked, kinds, benefits, pointers = [] }: Language): Phrase[] {
  const unseen = checked === 'unseen'
  const of = (text: string, role: Role, kind: string): Phrase => ({ text, role, kind, language: code, unseen })
  return [
    ...pointers.flatMap((text) => pointed.map((kind) => of(text, 'pointers', kind))),
    ...benefits.flatMap((text) => promised.map((kind) => of(text, 'benefits', kind))),
    ...Object.entries(kinds).flatMap(([kind, words]) => roles.flatMap((role) => (words[role] ?? []).map((text) => of(text, role, kind)))),
  ]
}
