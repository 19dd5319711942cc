import type { Verified } from './verify-audit.ts'

/** What a walk through the audit found, what that proves, and what it cannot. */
export function verifiedInWords(found: Verified): string {
  return [...(found.first ? broken(found) : whole(found)), '', ...proof(found)].join('\n')
}

function whole({ events, streams, checkpoints }: Verified): string[] {
  return [
    `The audit is whole: ${events} events in ${streams} streams and ${checkpoints} ${checkpoints === 1 ? 'checkpoint' : 'checkpoints'}, and each fits the one before it.`,
  ]
}

function broken({ first, breaks, events, checkpoints }: Verified): string[] {
  const what = first?.stream === 'checkpoints' ? `Checkpoint ${first.number}` : `Event ${first?.number} of ${first?.stream}`
  const others = breaks > 1 ? [`It is the first of ${breaks} places that do not fit.`] : []
  return [`The audit is broken. ${what}: ${first?.says}.`, ...others, `${events} events and ${checkpoints} checkpoints were walked.`]
}

function proof({ first, last, kept }: Verified): string[] {
  if (first)
    return [
      'Somebody changed the tables past Cleancopy, or a disk did. Compare with a backup: npm run cli -- restore FILE into an empty database.',
    ]
  const rewriting = 'Whoever may write to the database past Cleancopy could rewrite a chain whole, from its first changed event to its end'
  if (!last) return ['There is no checkpoint yet; a worker writes one a day.', `What this cannot prove: ${rewriting}.`]
  const line = `${last.number}:${last.sha256.toString('hex')}`
  const since = last.at.toISOString()
  return kept
    ? [
        `What this proves: nothing that checkpoint ${kept.number} saw was changed, added or taken away since you kept it.`,
        `What it cannot: ${rewriting}, with the checkpoints after ${kept.number}.`,
        `Keep the newest one in its place, outside of this database (${since}): ${line}`,
      ]
    : [
        'What this proves: no single event was changed, added or taken away.',
        `What it cannot: ${rewriting}, with every checkpoint. Against that helps a checkpoint that is kept where they cannot write.`,
        `Keep this line (${since}), and ask the next time with it: npm run cli -- audit verify ${line}`,
      ]
}
