/** The first characters of a text, at most so many UTF-16 units, never half of one. */
export function firstCharacters(text: string, most: number): string {
  const first = text.slice(0, most)
  return /[\ud800-\udbff]$/.test(first) ? first.slice(0, -1) : first
}

/** The same with an ellipsis where something was left out. */
export function shortened(text: string, most = 60): string {
  return text.length > most ? `${firstCharacters(text, most - 1)}…` : text
}
