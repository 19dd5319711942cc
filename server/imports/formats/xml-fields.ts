import { Parser } from 'htmlparser2'

/** An element of an item: its words, what stands between its tags, and its attributes. */
export type XmlField = { name: string; text: string; inner: string; attributes: Readonly<Record<string, string>> }

const deepest = 400

/**
 * The elements of an item and, under `author/name`, what stands in them. Only the five entities of XML and numbers are characters.
 * Null where it is nested too deep.
 */
export function fieldsOfXml(xml: string): XmlField[] | null {
  const fields: XmlField[] = []
  const open: (XmlField & { from: number })[] = []
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (open.length >= deepest) throw new TooDeep()
        open.push({ name, attributes, text: '', inner: '', from: parser.endIndex + 1 })
      },
      ontext: (text) => {
        for (const field of [open[1], open[2]]) if (field) field.text += text
      },
      onclosetag: () => {
        const field = open.pop()
        if (field === undefined || open.length === 0 || open.length > 2) return
        const name = open.length === 1 ? field.name : `${open[1]?.name}/${field.name}`
        fields.push({ ...field, name, inner: xml.slice(field.from, parser.startIndex) })
      },
    },
    { xmlMode: true },
  )
  try {
    parser.end(xml)
  } catch (error) {
    if (error instanceof TooDeep) return null
    throw error
  }
  return fields
}

class TooDeep extends Error {}

/** The words of the first of these elements that has any. */
export function firstOf(fields: readonly XmlField[], ...names: string[]): string | undefined {
  for (const name of names) {
    const text = fields.find((field) => field.name === name && field.text.trim() !== '')?.text.trim()
    if (text) return text
  }
  return undefined
}
