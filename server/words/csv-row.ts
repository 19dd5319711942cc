import { stringify } from 'csv-stringify/sync'

/**
 * A row of CSV: a cell that one could take for a formula gets an apostrophe in front. A cell that begins with an apostrophe gets one
 * too, so that whoever reads takes the first apostrophe of every cell off and has the original.
 */
export function csvRow(cells: readonly string[]): string {
  return stringify([cells.map(safe)], { quoted: true, record_delimiter: 'windows' })
}

function safe(cell: string): string {
  return /^[=+\-@\t\r\n'＝＋－＠]/.test(cell) ? `'${cell}` : cell
}
