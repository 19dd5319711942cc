/** What the number of a record counts in a file of this name: the lines of most files, the entries of a JSON list. */
export function countedIn(name: string): 'entry' | 'line' {
  return name.toLowerCase().endsWith('.json') ? 'entry' : 'line'
}
