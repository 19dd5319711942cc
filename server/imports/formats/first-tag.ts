/** A file of markup from its first tag on: what stands before, declarations of XML and comments, is passed over. */
export function fromFirstTag(head: string): string {
  let rest = head.trimStart()
  for (;;) {
    const end = rest.startsWith('<!--') ? '-->' : rest.startsWith('<?') ? '?>' : null
    const at = end === null ? -1 : rest.indexOf(end)
    if (end === null || at < 0) return rest
    rest = rest.slice(at + end.length).trimStart()
  }
}
