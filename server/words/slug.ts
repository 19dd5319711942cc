/** The words of a title as an address: letters and digits of any script, at most 80 characters. */
export function slugOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/(?<=[\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .match(/[\p{L}\p{M}\p{N}]+/gu)
  const slug = (words ?? []).reduce(
    (sum, word) => (sum === '' ? word.slice(0, 80) : `${sum}-${word}`.length > 80 ? sum : `${sum}-${word}`),
    '',
  )
  return slug.isWellFormed() && slug !== '' ? slug : 'article'
}
