import { z } from 'zod'
import type { PersonRow } from '../../db/tables.ts'
import { commonPasswords } from './common-passwords.ts'
import { type Person, type Role, roles } from './permissions.ts'

export type PersonState = 'active' | 'invited' | 'disabled'

/** What each role may do, for the people who give it. */
const roleHints: Record<Role, string> = {
  viewer: 'Reads everything, the history too.',
  author: 'Writes and submits own articles.',
  editor: 'Edits any article, cleans, tags, imports.',
  reviewer: 'Comments, requests changes, approves.',
  publisher: 'Publishes, withdraws, manages sources, exports.',
  administrator: 'Manages people and policy.',
}

export const Name = z.string().trim().min(1, 'Say the name that others will see.').max(120, 'Keep the name under 120 characters.')

export const Email = z
  .string()
  .trim()
  .max(254, 'Keep the e-mail address under 254 characters.')
  .regex(/^[^\s@<>]+@[^\s@<>]+$/, 'This is no e-mail address. It needs a name, an @ and a place, as in ada@example.org.')

export const Password = z
  .string()
  .refine((text) => lengthOf(text) >= 8, 'Take at least 8 characters; 15 or more are better. A short sentence is good.')
  .refine((text) => lengthOf(text) <= 128, { message: 'Keep the password to 128 characters.', abort: true })
  .refine((text) => !isCommon(text), 'This password is among those that are tried first. Take another; a short sentence is good.')

// One ticked box comes as one text, several as a list, none not at all.
export const Roles = z
  .union([z.string().transform((one) => [one]), z.array(z.string())], 'Give at least one role.')
  .transform((given) => roles.filter((role) => given.includes(role)))
  .refine((given) => given.length > 0, 'Give at least one role.')

export type RoleChoice = { role: Role; hint: string; ticked: boolean }

/** The roles as boxes to tick. */
export function choicesOf(ticked: string | readonly string[]): RoleChoice[] {
  return roles.map((role) => ({ role, hint: roleHints[role], ticked: [ticked].flat().includes(role) }))
}

export function stateOf(person: Pick<PersonRow, 'disabled_at' | 'password_hash'>): PersonState {
  if (person.disabled_at) return 'disabled'
  return person.password_hash ? 'active' : 'invited'
}

export function personOf({ id, name, email, roles }: Pick<PersonRow, 'id' | 'name' | 'email' | 'roles'>): Person {
  return { id, name, email, roles: roles as Role[] }
}

/** True for a password that is the person's own name or address: nobody's is a secret. */
export function isGuessable(password: string, { name, email }: { name: string; email: string }): boolean {
  const core = plain(password)
  const theirs = [name, email, email.split('@')[0] ?? '', ...name.split(/\s+/)].map(plain)
  return theirs.some((one) => one !== '' && one === core)
}

function isCommon(password: string): boolean {
  return commonPasswords.has(password.toLowerCase()) || commonPasswords.has(plain(password)) || new Set(password).size < 4
}

// Digits and signs around a word do not hide it.
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s._-]+/g, '')
    .replace(/^[^\p{L}]+|(?<=\p{L})[^\p{L}]+$/gu, '')
}

function lengthOf(text: string): number {
  return [...text].length
}
