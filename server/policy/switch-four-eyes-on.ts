import type { Db } from '../../db/connect.ts'
import { recordEvent } from '../history/record-event.ts'
import { updatePolicy } from './queries.ts'

/** From now on nobody approves their own text: a second person who may approve has come. Call it within what made them come. */
export async function switchFourEyesOn(tx: Db, { by, person }: { by: { id: string } | null; person: string }): Promise<void> {
  await updatePolicy(tx, { four_eyes: true })
  await recordEvent(tx, {
    stream: 'policy',
    person: by,
    says: 'switched four-eyes on',
    details: { person, because: 'a second person may approve' },
  })
}
