/** What the number of a record counts in a file of this name: the lines of most files, the entries of a JSON list, a feed or a page. */
export function countedIn(name: string): 'entry' | 'line' {
  return /\.(?:json|xml|rss|atom|x?html?|md|markdown)$/i.test(name) ? 'entry' : 'line'
}
