import { createHash, randomBytes } from 'node:crypto'

export type Purpose = 'first' | 'invite' | 'reset'

/** Where each one-time link leads, and for how long it is good. */
export const purposes = {
  first: { path: 'welcome', hours: 24 },
  invite: { path: 'join', hours: 24 * 7 },
  reset: { path: 'reset', hours: 24 },
} as const satisfies Record<Purpose, { path: string; hours: number }>

/** A secret of 256 bits; only its hash is stored. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** The address to hand to a person, under the house's own address. */
export function linkTo(house: string, purpose: Purpose, token: string): string {
  return new URL(`/${purposes[purpose].path}/${token}`, house).href
}

export function expiryOf(purpose: Purpose, now: Date): Date {
  return new Date(now.getTime() + purposes[purpose].hours * 60 * 60 * 1000)
}

/** Which link someone needs who has, or has not yet, a password. */
export function purposeFor({ password_hash }: { password_hash: string | null }): 'invite' | 'reset' {
  return password_hash ? 'reset' : 'invite'
}
