import type { Told } from './queries.ts'

/** An event in words: who, and what they did. */
export function sentenceOf({ says, details, person_name }: Pick<Told, 'says' | 'details' | 'person_name'>): { who: string; did: string } {
  const tell = sentences[says]
  return { who: person_name ?? 'Cleancopy', did: tell ? tell(details) : says }
}

type Tell = (details: Record<string, unknown>) => string

const sentences: Record<string, Tell> = {
  imported: ({ file, cuts, checks }) => `imported it${typeof file === 'string' ? ` from ${file}` : ''} and marked ${found(cuts, checks)}`,
  written: () => 'wrote it',
  updated: () => 'took in a new text from its source',
  'update proposed': () => 'kept a new text from its source as a proposal',
  'decided a mark': ({ to, kind }) => `${verdicts[String(to)] ?? 'decided'} a mark (${String(kind).replaceAll('-', ' ')})`,
  'edited a paragraph': ({ revision_id }) => (revision_id ? 'edited a paragraph' : 'cut or kept words by hand'),
  'edited details': ({ fields }) => `changed ${Array.isArray(fields) ? fields.join(', ') : 'details'}`,
  'confirmed the title': () => 'confirmed the title',
  submitted: () => 'submitted it for review',
  recalled: () => 'recalled it to draft',
  'requested changes': () => 'requested changes',
  approved: () => 'approved this very text',
  published: () => 'published it',
  'opened for changes': () => 'opened it for changes',
  'discarded changes': () => 'discarded the changes',
  withdrawn: ({ reason }) => `withdrew it: ${String(reason)}`,
  commented: () => 'commented',
  'answered a comment': () => 'answered a comment',
  'resolved a comment': () => 'resolved a comment',
  tagged: ({ tag }) => `tagged it${typeof tag === 'string' ? ` “${tag}”` : ''}`,
  untagged: ({ tag }) => `took off the tag${typeof tag === 'string' ? ` “${tag}”` : ''}`,
  exported: ({ format }) => `exported it${typeof format === 'string' ? ` as .${format}` : ''}`,
}

const verdicts: Record<string, string> = { cut: 'cut', keep: 'kept', check: 'set back to check' }

function found(cuts: unknown, checks: unknown): string {
  const cut = Number(cuts ?? 0)
  const check = Number(checks ?? 0)
  if (cut + check === 0) return 'nothing'
  return [cut > 0 ? `${cut} to cut` : '', check > 0 ? `${check} to check` : ''].filter(Boolean).join(', ')
}
