import { readFileSync, writeFileSync } from 'node:fs'
import { guards } from '../../server/articles/guards.ts'
import type { StepRow } from '../../server/articles/step-row.ts'
import { stepNames, stepOf } from '../../server/articles/workflow.ts'
import { permissions } from '../../server/users/permissions.ts'

// The page is drawn from the table of the workflow: DRAW=1 npm test -- tests/articles/diagram.test.ts

const path = 'docs/workflow.md'

test('docs/workflow.md draws the table of the workflow as it is', () => {
  if (process.env['DRAW']) writeFileSync(path, drawn())
  expect(readFileSync(path, 'utf8')).toBe(drawn())
})

test('every guard is some step’s', () => {
  const used = new Set(stepNames.flatMap((name) => guardsOf(stepOf(name))))
  expect(Object.keys(guards).filter((name) => !used.has(name))).toEqual([])
})

function drawn(): string {
  return `# The workflow

Drawn from [\`server/articles/workflow.ts\`](../server/articles/workflow.ts) by [\`tests/articles/diagram.test.ts\`](../tests/articles/diagram.test.ts), which fails where they differ.
What stands in the way of a step is said by [\`server/articles/guards.ts\`](../server/articles/guards.ts).

Where the text stands:

\`\`\`mermaid
stateDiagram-v2
  [*] --> draft
${stages().join('\n')}
\`\`\`

What readers see:

\`\`\`mermaid
stateDiagram-v2
  [*] --> none
${publications().join('\n')}
\`\`\`

| step | from | to | who | guards | asks |
|---|---|---|---|---|---|
${stepNames.map((name) => `| ${rowOf(stepOf(name)).join(' | ')} |`).join('\n')}
`
}

function stages(): string[] {
  return stepNames.flatMap((name) => {
    const { from, to, label } = stepOf(name)
    return to ? from.map((stage) => `  ${stage} --> ${to}: ${label}`) : []
  })
}

function publications(): string[] {
  return stepNames.flatMap((name) => {
    const { publication = [], makes, label } = stepOf(name)
    return makes ? publication.map((before) => `  ${before} --> ${makes}: ${label}`) : []
  })
}

function rowOf(step: StepRow): string[] {
  const { label, from, to, makes, needs, asks, reasons, slug, again, when, publication } = step
  const asked = [asks, reasons && 'a reason', slug && 'the address typed', when && 'a time', again && 'the password again']
  const where = `${from.join(', ')}${publication ? `; readers: ${publication.join(', ')}` : ''}`
  const moves = [to, makes && `readers: ${makes}`].filter(Boolean).join('; ') || '–'
  return [label, where, moves, permissions[needs].join(', '), guardsOf(step).join(', ') || '–', asked.filter(Boolean).join('; ') || '–']
}

function guardsOf({ guards: named, only, once }: StepRow): string[] {
  return [...(only ? [only] : []), ...(once ? [once] : []), ...named]
}
