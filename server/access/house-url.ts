/** The address under which this house is reached: PUBLIC_URL, else where it listens. */
export function houseUrl({ public_url, host, port }: { public_url: string | null; host: string; port: number }): string {
  if (public_url) return public_url
  if (host === '0.0.0.0' || host === '::') return `http://localhost:${port}`
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
