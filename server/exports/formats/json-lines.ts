import type { Format } from '../released.ts'
import { objectOf } from './json.ts'

/** JSON Lines: one object a line, so that a reader needs to hold only one article at a time. */
export const jsonLines: Format = {
  name: 'jsonl',
  label: 'JSON Lines',
  says: 'One object a line, the same as in JSON. Best for many articles and for programs. It can be imported again.',
  type: 'application/x-ndjson; charset=utf-8',
  one: (release) => `${objectOf(release)}\n`,
  async *many(releases) {
    for await (const release of releases) yield `${objectOf(release)}\n`
  },
}
