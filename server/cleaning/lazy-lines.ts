/** Lines that are decoded when somebody reads them: of a long text few are. */
export function lazyLines(count: number, decode: (row: number) => string): readonly string[] {
  return new Proxy<string[]>(new Array(count), {
    get(lines, key) {
      const row = rowOf(key)
      if (row < 0 || row >= count) return Reflect.get(lines, key)
      lines[row] ??= decode(row)
      return lines[row]
    },
    has: (lines, key) => (rowOf(key) < 0 ? Reflect.has(lines, key) : rowOf(key) < count),
  })
}

/** The row that a key names, or -1: `lines[-1]` names none. */
const rowOf = (key: string | symbol): number => (typeof key === 'string' && /^\d/.test(key) ? Number(key) : -1)
