import { cutsOf } from './marks.ts'
import type { Paragraph } from './paragraph.ts'

/** In an edit form cut words stand in ⟦…⟧. A literal bracket is escaped by a backslash, and backslashes before any bracket are doubled. */
export type Stretch = { start: number; end: number }

/** The text as an editor sees it in the form: cuts in brackets. Offsets are UTF-16 code units; cuts must not overlap. */
export function bracketed(text: string, cuts: readonly Stretch[]): string {
  const sorted = [...cuts].sort((a, b) => a.start - b.start)
  let at = 0
  let form = ''
  for (const { start, end } of sorted) {
    form += `${escaped(text.slice(at, start), true)}⟦${escaped(text.slice(start, end), true)}⟧`
    at = end
  }
  return form + escaped(text.slice(at), false)
}

/** A whole text as it stands in its form: a line for each paragraph, cut words in ⟦…⟧. */
export function formTextOf(paragraphs: readonly Paragraph[], marks: Parameters<typeof cutsOf>[0]): string {
  const cuts = Map.groupBy(cutsOf(marks), ({ paragraph_id }) => paragraph_id)
  return paragraphs.map(({ id, text }) => bracketed(text, cuts.get(id) ?? [])).join('\n')
}

/** What came back: the text without brackets, and the stretches that stood in them. A bracket that is not closed runs to the end of its line; one that closes nothing is a literal one. */
export function unbracketed(form: string): { text: string; cuts: Stretch[] } {
  const cuts: Stretch[] = []
  let text = ''
  let open: number | null = null
  let at = 0
  const close = () => {
    if (open !== null && open < text.length) cuts.push({ start: open, end: text.length })
    open = null
  }
  for (const match of form.matchAll(/(?<!\\)(\\*)([⟦⟧])|\n/g)) {
    const [whole, slashes = '', bracket] = match
    text += form.slice(at, match.index)
    at = match.index + whole.length
    if (!bracket) close()
    text += '\\'.repeat(Math.floor(slashes.length / 2))
    if (!bracket) text += whole
    else if (slashes.length % 2 === 1) text += bracket
    else if (bracket === '⟦') open ??= text.length
    else if (open === null) text += bracket
    else close()
  }
  text += form.slice(at)
  close()
  return { text, cuts }
}

function escaped(text: string, bracketFollows: boolean): string {
  const inside = text.replace(/(?<!\\)(\\*)([⟦⟧])/g, (_, slashes: string, bracket: string) => `${slashes}${slashes}\\${bracket}`)
  return bracketFollows ? inside.replace(/(?<!\\)\\+$/, (slashes) => slashes + slashes) : inside
}
