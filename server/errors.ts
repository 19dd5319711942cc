/** A refusal is a sentence for the person who can act on it; anything else that is thrown is a bug. */
export class Refusal extends Error {
  readonly status: number
  constructor(status: number, sentence: string) {
    super(sentence)
    this.status = status
  }
}

export class Invalid extends Refusal {
  constructor(sentence: string) {
    super(422, sentence)
  }
}

export class Forbidden extends Refusal {
  constructor(sentence = 'Your roles do not include this. An administrator can change that under People.') {
    super(403, sentence)
  }
}

export class NotFound extends Refusal {
  constructor(sentence = 'There is nothing at this address.') {
    super(404, sentence)
  }
}

export class Conflict extends Refusal {
  constructor(sentence = 'Someone changed this first. Look at it again.') {
    super(409, sentence)
  }
}

/** A Conflict of this sort: the person looked at an older version, so both versions can be shown. */
export class Stale extends Conflict {}

/** The sentence of an act that was refused as Invalid, to be said at its form, or null; every other refusal goes on. */
export async function whyInvalid(act: Promise<unknown>): Promise<string | null> {
  try {
    await act
    return null
  } catch (error) {
    if (error instanceof Invalid) return error.message
    throw error
  }
}

/** The sentence of an act that was refused as things stand now, to be said on the page where it was asked for, or null. */
export async function whyConflict(act: Promise<unknown>): Promise<string | null> {
  try {
    await act
    return null
  } catch (error) {
    if (error instanceof Conflict || error instanceof Forbidden) return error.message
    throw error
  }
}

/** Whether an act was refused because its person looked at an older version; every other refusal goes on. */
export async function wentStale(act: Promise<unknown>): Promise<boolean> {
  try {
    await act
    return false
  } catch (error) {
    if (error instanceof Stale) return true
    throw error
  }
}
