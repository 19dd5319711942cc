const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether PostgreSQL would read this as a uuid: what an address or a form names may be anything. */
export function isUuid(text: string): boolean {
  return shape.test(text)
}
