import { phrasesFrom, treeOf } from '../cleaning/tree.ts'

/** Which of many literals stand in a folded text, by their numbers; nearly every text is passed by without a look at any of them. */
export type LiteralIndex = (text: string) => ReadonlySet<number>

/** No literal that is shorter says enough to be looked for. */
export const shortestLiteral = 3

export function literalIndex(literals: readonly string[]): LiteralIndex {
  const numbered = literals.map((text, number) => ({ text, number }))
  // A short one would make the strides of all others short.
  const indexes = [numbered.filter(({ text }) => text.length < long), numbered.filter(({ text }) => text.length >= long)]
    .filter((group) => group.length > 0)
    .map(strideOver)
  return (text) => {
    const found = new Set<number>()
    for (const collect of indexes) collect(text, found)
    return found
  }
}

type Numbered = { text: string; number: number }

const long = 8
const longestStride = 12

/** How far to go on behind three units: 0 where a literal may have begun `window` units before, else as far as none can. */
function strideOver(literals: readonly Numbered[]): (text: string, found: Set<number>) => void {
  const window = literals.reduce((least, { text }) => Math.min(least, text.length), longestStride)
  const strides = new Uint8Array(65_536).fill(window - 2)
  for (const { text } of literals) {
    for (let end = 2; end < window; end++) {
      const block = blockAt(text, end)
      strides[block] = Math.min(strides[block] as number, window - 1 - end)
    }
  }
  const tree = treeOf(literals)
  return (text, found) => {
    for (let end = window - 1; end < text.length; ) {
      const stride = strides[blockAt(text, end)] as number
      if (stride === 0) for (const { number } of phrasesFrom(tree, text, end - window + 1)) found.add(number)
      end += stride || 1
    }
  }
}

/** A number for the three units that end here. */
const blockAt = (text: string, end: number): number =>
  (text.charCodeAt(end) ^ (text.charCodeAt(end - 1) << 5) ^ (text.charCodeAt(end - 2) << 10)) & 0xffff
