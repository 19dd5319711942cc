import { whyConflict, whyInvalid } from '../errors.ts'

/** Why the act was refused, to be said on the same page, or null. */
export async function whyNot(act: () => Promise<unknown>): Promise<string | null> {
  let conflict: string | null = null
  const invalid = await whyInvalid(
    whyConflict(act()).then((says) => {
      conflict = says
    }),
  )
  return invalid ?? conflict
}
