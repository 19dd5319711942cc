import type { Direction } from '../../db/tables.ts'

const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'ps', 'sd', 'ug', 'ur', 'yi'])

/** The direction a language is written in; without a language, that of the first letters of the text. */
export function directionOf(language: string | null, text: string): Direction {
  if (language) return rightToLeft.has(language.toLowerCase().split('-')[0] ?? '') ? 'rtl' : 'ltr'
  return /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(text) ? 'rtl' : 'ltr'
}

/** The name of a language in English, or its tag where it has none. */
export function languageName(tag: string | null): string {
  if (!tag) return 'Not known'
  try {
    return names.of(tag) ?? tag
  } catch {
    return tag
  }
}

const names = new Intl.DisplayNames('en', { type: 'language' })
