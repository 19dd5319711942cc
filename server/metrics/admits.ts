import { createHash, timingSafeEqual } from 'node:crypto'

export type Asker = {
  /** The address of whoever holds the connection, which no header can change. */
  address: string | undefined
  isForwarded: boolean
  authorization: string | undefined
}

/** Who may see the metrics: the machine itself, unless it asks for somebody else, and whoever holds the token. */
export function admits({ address = '', isForwarded, authorization = '' }: Asker, token: string | null): boolean {
  if (token !== null && isSame(authorization.replace(/^bearer +/i, ''), token)) return true
  return !isForwarded && /^(127\.|::1$|::ffff:127\.)/.test(address)
}

function isSame(given: string, token: string): boolean {
  return timingSafeEqual(hash(given), hash(token))
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
