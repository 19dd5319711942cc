import type { Finding, LineView } from './kind.ts'

const wrapped = /^\s*(?:>>|»»?)\s*[\p{L}\p{N}„“"‘(][^<>«»]*(?:<<|««?)\s*$/u

/** Finds a headline between arrows that point at it: “>> … <<”. */
export function findWrapped({ index, text }: LineView): Finding[] {
  if (text.length > 260 || !wrapped.test(text) || !text.includes('>>')) return []
  return [{ line: index, start: 0, end: text.length, language: 'und', because: 'is a headline between arrows', evidence: ['wrapped'] }]
}
