/** The events of an article that somebody else may want to hear of; a worker tells them. */
const toldEvents = [
  'requested changes',
  'approved',
  'published',
  'published unreviewed',
  'took over',
  'planned',
  'submitted',
  'commented',
  'answered a comment',
] as const

export type ToldEvent = (typeof toldEvents)[number]

export function isTold({ stream, says }: { stream: string; says: string }): boolean {
  return stream.startsWith('article:') && (toldEvents as readonly string[]).includes(says)
}
