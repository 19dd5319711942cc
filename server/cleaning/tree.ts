/**
 * Phrases as a tree of folded code units, read forwards or backwards: one walk finds all that stand at a place.
 * A node is a number and its children stand side by side. It grows when a walk first comes by, so that an article pays only for the
 * phrases it comes near to.
 */
export type Tree<Phrase extends { text: string }> = {
  phrases: readonly Phrase[]
  backwards: boolean
  /** The children of the root by their unit, where they are many: every walk begins there. */
  roots: Uint16Array | null
  units: Uint16Array
  first: Int32Array
  last: Int32Array
  depths: Uint16Array
  waiting: Array<readonly Phrase[] | null>
  ended: Array<readonly Phrase[]>
  size: number
}

const none: readonly never[] = []
const many = 500

export function treeOf<Phrase extends { text: string }>(phrases: readonly Phrase[], backwards = false): Tree<Phrase> {
  const most = phrases.reduce((sum, { text }) => sum + text.length, 1)
  const tree: Tree<Phrase> = {
    phrases,
    backwards,
    roots: null,
    units: new Uint16Array(most),
    first: new Int32Array(most),
    last: new Int32Array(most),
    depths: new Uint16Array(most),
    waiting: [phrases],
    ended: [none],
    size: 1,
  }
  grow(tree, root, phrases)
  return phrases.length < many ? tree : { ...tree, roots: rootsOf(tree) }
}

function rootsOf({ units, first, last }: Tree<{ text: string }>): Uint16Array {
  const roots = new Uint16Array(65_536)
  for (let child = first[root] as number; child < (last[root] as number); child++) roots[units[child] as number] = child
  return roots
}

export const root = 0

/** The node one unit further, or 0 when no phrase goes on so. */
export function childOf(tree: Tree<{ text: string }>, node: number, unit: number): number {
  if (node === root && tree.roots) return tree.roots[unit] as number
  let low = tree.first[node] as number
  let high = tree.last[node] as number
  while (low < high) {
    const middle = (low + high) >>> 1
    const found = tree.units[middle] as number
    if (found === unit) return middle
    if (found < unit) low = middle + 1
    else high = middle
  }
  return root
}

/** The phrases that end at a node; asked for at every node a walk reaches. */
export function phrasesAt<Phrase extends { text: string }>(tree: Tree<Phrase>, node: number): readonly Phrase[] {
  const waiting = tree.waiting[node]
  if (waiting) grow(tree, node, waiting)
  return tree.ended[node] as readonly Phrase[]
}

function grow<Phrase extends { text: string }>(tree: Tree<Phrase>, node: number, phrases: readonly Phrase[]): void {
  const depth = tree.depths[node] as number
  const further = phrases.filter(({ text }) => text.length > depth)
  const groups = Map.groupBy(further, ({ text }) => text.charCodeAt(tree.backwards ? text.length - 1 - depth : depth))
  tree.waiting[node] = null
  if (further.length < phrases.length) tree.ended[node] = phrases.filter(({ text }) => text.length === depth)
  tree.first[node] = tree.size
  for (const [unit, group] of [...groups].sort(([a], [b]) => a - b)) {
    tree.units[tree.size] = unit
    tree.depths[tree.size] = depth + 1
    tree.waiting[tree.size] = group
    tree.ended[tree.size] = none
    tree.size += 1
  }
  tree.last[node] = tree.size
}

/** All phrases that stand at this place of a folded text, whatever is beyond them. */
export function phrasesFrom<Phrase extends { text: string }>(tree: Tree<Phrase>, text: string, from: number): Phrase[] {
  const found: Phrase[] = []
  const step = tree.backwards ? -1 : 1
  let node = root
  for (let at = from; at >= 0 && at < text.length; at += step) {
    node = childOf(tree, node, text.charCodeAt(at))
    if (node === root) break
    for (const phrase of phrasesAt(tree, node)) found.push(phrase)
  }
  return found
}
