import type { Knex } from 'knex'
import { CannotStart } from './cannot-start.ts'

/** Asks a database for a sign of life, or says why there is none and what to do. */
export async function reach(db: Knex, url: string): Promise<void> {
  try {
    await db.raw('SELECT 1')
  } catch (error) {
    throw new CannotStart(
      `${whatIsWrong(error as NodeJS.ErrnoException, url)} DATABASE_URL names it; without DATABASE_URL Cleancopy brings its own.`,
    )
  }
}

function whatIsWrong({ code, message }: NodeJS.ErrnoException, url: string): string {
  const { host, username, pathname } = URL.parse(url) ?? { host: url, username: '', pathname: '' }
  const name = pathname.slice(1)
  if (code === '28P01' || code === '28000') return `The database server at ${host} refuses the user "${username}" or the password.`
  if (code === '3D000')
    return `The database server at ${host} has no database "${name}". Make it there: CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';`
  return `The database server at ${host} does not answer (${code ?? message}). Is it running, and is the address right?`
}
