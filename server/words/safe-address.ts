/** An address that a link may have: web and mail only, whatever the text brought along. */
export function safeAddress(address: string | null): string | null {
  const url = address ? URL.parse(address) : null
  return url && safe.has(url.protocol) ? url.href : null
}

const safe = new Set(['http:', 'https:', 'mailto:'])
