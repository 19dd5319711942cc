import { validate } from 'uuid'

/** Whether this is an id as we write it, in small letters: what an address or a form names may be anything. */
export function isUuid(text: string): boolean {
  return validate(text) && text === text.toLowerCase()
}
