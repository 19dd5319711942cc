import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'

const minute = 60_000

/**
 * How tries are slowed. A stranger can only ever make their own address wait: from an address where this person has signed in before,
 * nothing that others do counts.
 */
export const limits = { window: 15 * minute, pair: 5, address: 30, account: 20, delay: 2_000 } as const

/** The failures of the last quarter of an hour, and whether this person has signed in from this address before. */
export type Tries = { pair: number; address: number; account: number; known: boolean; oldest: Date | null }

export type Admission = { admitted: true; delay: number } | { admitted: false; minutes: number }

/** May one more password be tried now, and how long does the answer take? */
export function admission(tries: Tries, now: Date): Admission {
  const slowed = slowedBy(tries)
  if (slowed === 'pair' || slowed === 'address') return { admitted: false, minutes: waitOf(tries, now) }
  return { admitted: true, delay: slowed === 'account' ? limits.delay : 0 }
}

/** What slows this try: this account from this address, the address alone, or the account from everywhere; null lets it go on at once. */
export function slowedBy({ pair, address, account, known }: Tries): 'pair' | 'address' | 'account' | null {
  if (pair >= limits.pair) return 'pair'
  if (known) return null
  if (address >= limits.address) return 'address'
  return account >= limits.account ? 'account' : null
}

function waitOf({ oldest }: Tries, now: Date): number {
  const ends = (oldest ?? now).getTime() + limits.window
  return Math.max(1, Math.ceil((ends - now.getTime()) / minute))
}

/** What an account is counted under. A hash, since people type passwords into the wrong field. */
export function accountKey(email: string): string {
  return createHash('sha256').update(email.trim().toLowerCase()).digest('hex')
}

/** What an address is counted under: IPv6 gives everyone a whole network of 2⁶⁴ addresses. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  return isIPv6(plain) ? `${firstGroups(plain)}::/64` : plain
}

function firstGroups(address: string): string {
  const [head = '', tail = ''] = address.split('%')[0]?.split('::') ?? []
  const [front, back] = [head, tail].map((part) => part.split(':').filter(Boolean)) as [string[], string[]]
  const gap = Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0')
  return [...front, ...gap, ...back]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
