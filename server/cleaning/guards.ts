/** Whether the words of a span stand inside quotation marks that opened before them: somebody's own words. */
export function isQuoted(text: string, start: number): boolean {
  const signs = /^[^\p{L}\p{N}]*/u.exec(text.slice(start, start + 40))?.[0] ?? ''
  const until = start + signs.length
  let closer = ''
  for (let at = 0; at < until; at++) {
    const sign = text.charAt(at)
    if (closer.includes(sign)) closer = ''
    else if (closer === '' && opens(text, at, sign)) closer = closers[sign] ?? ''
  }
  return closer !== ''
}

const closers: Readonly<Record<string, string>> = { '"': '"', '“': '”"', '„': '“”"', '«': '»', '「': '」', '『': '』' }

/** A straight mark opens only before a word; behind one it closes what opened lines ago. */
const opens = (text: string, at: number, sign: string): boolean =>
  sign in closers && (sign !== '"' || (!/[\p{L}\p{N}.,!?]/u.test(text.charAt(at - 1)) && /\S/.test(text.charAt(at + 1))))
