/** So many articles as JSON lines, about four kilobytes each, a few of their lines promotional; `name` tells them from others. */
export function* articleLines(name: string, count: number, paragraphs = 20): Generator<string> {
  for (let n = 0; n < count; n++)
    yield `${JSON.stringify({ title: `${name} story ${n}`, external_id: `${name}-${n}`, text: textOf(name, n, paragraphs) })}\n`
}

function textOf(name: string, n: number, paragraphs: number): string {
  const lines = Array.from({ length: paragraphs }, (_, at) => {
    if (at === 7) return `Also Read: What Became of ${name} ${n}`
    if (at === 13) return 'Follow our WhatsApp Channel and X Account for real-time news updates.'
    return `The keeper of ${name} number ${n} counted boat ${at + n} into the harbour, wrote it down twice and went home along the quay, where the lamps were lit at ${(at * 7 + n) % 60} past five and nobody spoke of the flood.`
  })
  return lines.join('\n')
}
