import type { Language, Words } from './language.ts'
import { fold } from './shadow.ts'

export type Role = Exclude<keyof Words, 'about'> | 'benefits'

/** A phrase of a language that something at the start of a sentence can hit. */
export type Phrase = { text: string; role: Role; kind: string; language: string; unseen: boolean }

/** The phrases as a tree of folded code units: one walk finds all that begin at a place. */
export type Node = { next: Map<number, Node>; phrases: Phrase[] }

const roles = ['labels', 'weak', 'lists', 'alone', 'opens', 'ours'] as const satisfies readonly Exclude<Role, 'benefits'>[]
// A call may open with what it promises: “For more news, follow us …”.
const promised = ['social-follow', 'messaging-channel', 'newsletter', 'app-promo']

export function phrasesOf(languages: readonly Language[]): Phrase[] {
  return languages.flatMap(({ code, checked, kinds, benefits }) => {
    const unseen = checked === 'unseen'
    return [
      ...promised.flatMap((kind) => benefits.map((text): Phrase => ({ text: fold(text), role: 'benefits', kind, language: code, unseen }))),
      ...Object.entries(kinds).flatMap(([kind, words]) =>
        roles.flatMap((role) => (words[role] ?? []).map((text) => ({ text: fold(text), role, kind, language: code, unseen }))),
      ),
    ]
  })
}

export function treeOf(phrases: readonly Phrase[]): Node {
  const root = emptyNode()
  for (const phrase of phrases) {
    let node = root
    for (let at = 0; at < phrase.text.length; at++) node = childOf(node, phrase.text.charCodeAt(at))
    node.phrases.push(phrase)
  }
  return root
}

const emptyNode = (): Node => ({ next: new Map(), phrases: [] })

function childOf(node: Node, unit: number): Node {
  const known = node.next.get(unit)
  if (known) return known
  const child = emptyNode()
  node.next.set(unit, child)
  return child
}

/** All phrases that begin at this place of a folded text, whatever follows them. */
export function phrasesAt(root: Node, text: string, at: number): Phrase[] {
  const found: Phrase[] = []
  let node: Node | undefined = root
  for (let index = at; node; index++) {
    if (node.phrases.length > 0) found.push(...node.phrases)
    node = node.next.get(text.charCodeAt(index))
  }
  return found
}
