import { firstCharacters, shortened } from './shorten.ts'

export type Title = { title: string; title_confirmed: boolean; note?: string }

const longest = 200

/** The title of an article that comes in: its own where it has one, else a suggestion that waits to be confirmed. */
export function titleOf(given: string | undefined, file: string, lines: () => readonly string[]): Title {
  if (given && given.length <= longest) return { title: given, title_confirmed: true }
  if (given) return { title: firstCharacters(given, longest), title_confirmed: false, note: tooLong(given) }
  const named = titleFromName(file)
  if (named) return { title: named, title_confirmed: false }
  const read = lines()
  return { title: firstHeading(read) ?? firstWords(read), title_confirmed: false }
}

function tooLong(title: string): string {
  const length = title.length.toLocaleString('en')
  return `Its title has ${length} characters: the first ${longest} stand as a suggestion to confirm; the original keeps the whole.`
}

// “harbour-ferry-returns.txt” reads like words; “IMG_2041.txt”, “article (3).txt” and “a1b2c3.txt” do not.
function titleFromName(file: string): string | null {
  const words = file
    .replace(/\.[a-z]+$/i, '')
    .split(/[\s_+-]+|%20/u)
    .filter(Boolean)
  const spelled = words.filter((word) => /^\p{L}[\p{L}\p{M}’'.,]+$/u.test(word))
  if (spelled.length < 3 || spelled.length < words.length * 0.6) return null
  const title = words.join(' ')
  return shortened(title.charAt(0).toLocaleUpperCase() + title.slice(1), longest)
}

// Only near the top: a sub-heading further down names a part of the story, not the story.
function firstHeading(lines: readonly string[]): string | null {
  return spoken(lines).slice(0, 2).find(isHeadingLike) ?? null
}

function isHeadingLike(line: string): boolean {
  return line.length <= 110 && line.split(/\s+/u).length <= 16 && !/[.!?…:;,،؛。！？]["”’»]?$/u.test(line)
}

function firstWords(lines: readonly string[]): string {
  const line = spoken(lines)[0] ?? 'Untitled'
  const words = firstCharacters(line, 5 * longest).split(/\s+/u)
  const first = shortened(words.slice(0, 12).join(' '), 110)
  return first === line || first.endsWith('…') ? first : `${first.replace(/[,;:–—-]$/u, '')}…`
}

function spoken(lines: readonly string[]): string[] {
  return lines.map((line) => line.trim()).filter((line) => /[\p{L}\p{N}]/u.test(line))
}
