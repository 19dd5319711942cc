import { type Context, markLines } from '../../server/cleaning/clean.ts'
import { cutLines, joinLines, splitLines } from '../../server/cleaning/clean-copy.ts'

/** The clean copy of a text, as an editor would read it. */
export function cleanCopyOf(text: string, context: Context = {}): string {
  const lines = splitLines(text)
  const marks = markLines(
    lines.map((line) => line.text),
    context,
  )
  return joinLines(
    cutLines(
      lines,
      marks.filter(({ verdict }) => verdict === 'cut'),
    ),
  )
}
