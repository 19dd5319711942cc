import { z } from 'zod'
import type { Shape } from '../../articles/paragraph.ts'
import { safeAddress } from '../../words/safe-address.ts'

const place = z.number().int().min(0)
const Paragraphs = z.array(
  z.object({
    kind: z.enum(['text', 'heading', 'quote', 'item', 'figure', 'table', 'embed', 'blank']),
    level: z.number().int().min(1).max(6).optional(),
    text: z.string(),
    spans: z.array(z.object({ start: place, end: place, type: z.enum(['link', 'strong', 'em', 'code']), href: z.string().optional() })),
    list: z.object({ ordered: z.boolean(), depth: z.number().int().min(1).max(50) }).optional(),
  }),
)

/** What each line of a text is, where an object says it beside the text as our own exports do, and of exactly these lines. */
export function toldShapes(value: unknown, text: string): { shapes?: Shape[] } {
  const told = Paragraphs.safeParse(value)
  if (!told.success) return {}
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''))
  if (lines.at(-1) === '') lines.pop()
  if (lines.length !== told.data.length || told.data.some((paragraph, line) => paragraph.text !== lines[line])) return {}
  return { shapes: told.data.map(shapeOf) }
}

function shapeOf({ kind, level, text, spans, list }: z.output<typeof Paragraphs>[number]): Shape {
  const whole = spans.filter(({ start, end }) => start < end && end <= text.length)
  return {
    kind,
    ...(level === undefined ? {} : { level }),
    ...(list === undefined ? {} : { list }),
    spans: whole.flatMap(({ href, ...span }) => {
      const address = span.type === 'link' ? safeAddress(href ?? null) : null
      return span.type === 'link' ? (address ? [{ ...span, href: address }] : []) : [span]
    }),
  }
}
