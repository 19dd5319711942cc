import { type KindName, kinds } from '../cleaning/kinds.ts'

export type HandKind = KindName | 'by-hand'

/** What a person may say that the words are which they cut by hand: a kind of the engine’s, or none. */
export const handKinds: readonly { name: HandKind; label: string }[] = [
  { name: 'by-hand', label: 'No kind of these' },
  ...(Object.keys(kinds) as KindName[]).map((name) => ({ name, label: kinds[name].label })),
]

export const handKindNames = handKinds.map(({ name }) => name) as [HandKind, ...HandKind[]]
