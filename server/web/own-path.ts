const house = 'http://house.invalid'

/** A path within this house, or the other one given: whatever a link or a form asks for, nobody is sent elsewhere. */
export function ownPath(wanted: unknown, otherwise = '/'): string {
  if (typeof wanted !== 'string' || !wanted.startsWith('/')) return otherwise
  const url = URL.parse(wanted, house)
  if (url?.origin !== house || url.pathname.startsWith('//')) return otherwise
  return url.pathname + url.search
}
