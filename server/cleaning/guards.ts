/** Whether the words of a span stand inside quotation marks that opened before them: somebody's own words. */
export function isQuoted(text: string, start: number): boolean {
  const signs = /^[^\p{L}\p{N}]*/u.exec(text.slice(start))?.[0] ?? ''
  let closer = ''
  for (const sign of text.slice(0, start) + signs) {
    if (closer.includes(sign)) closer = ''
    else if (closer === '') closer = closers[sign] ?? ''
  }
  return closer !== ''
}

const closers: Readonly<Record<string, string>> = { '"': '"', '“': '”"', '„': '“”"', '«': '»', '「': '」', '『': '』' }
