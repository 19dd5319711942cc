/** A name without characters that would hide in it or turn it around. */
export function visible(name: string): string {
  return name.replaceAll(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '').toWellFormed()
}

/** The last part of a name that may have folders before it. */
export function baseName(name: string): string {
  return name.replace(/^.*[/\\]/s, '').trim()
}

/** The end of a name, where it is too long to be shown whole. */
export function endOf(name: string, most = 200): string {
  return name.slice(-most).toWellFormed()
}
