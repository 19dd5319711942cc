import { z } from 'zod'
import { type Db, oftenAsked } from '../../db/connect.ts'
import type { PersonRow } from '../../db/tables.ts'
import { NotFound } from '../errors.ts'
import type { Person, Role } from './permissions.ts'

/** Someone who has chosen a password and is not disabled. */
export async function findActivePerson(db: Db, id: string): Promise<Person | undefined> {
  return db<Person>('people')
    .where({ id })
    .whereNull('disabled_at')
    .whereNotNull('password_hash')
    .first(
      'id',
      'name',
      'email',
      'roles',
      db.raw('EXISTS (SELECT FROM notices WHERE person_id = people.id) AS has_notices'),
      db.raw(`${unread} AS unread`),
    )
    .options(oftenAsked)
}

// Counted no further than one beyond what the bar shows.
const unread = `(SELECT count(*)::int FROM (SELECT FROM notifications WHERE person_id = people.id AND read_at IS NULL LIMIT 100) AS few)`

export async function findPerson(db: Db, id: string): Promise<PersonRow | undefined> {
  return db<PersonRow>('people').where({ id }).first()
}

/** The person at an address of the house; what is no id, or nobody's, is refused. */
export async function personAt(db: Db, id: string): Promise<PersonRow> {
  const person = await findPerson(db, z.uuid().parse(id))
  if (!person) throw new NotFound('There is no such person.')
  return person
}

export async function findPersonByEmail(db: Db, email: string): Promise<PersonRow | undefined> {
  return db<PersonRow>('people').whereRaw('lower(email) = lower(?)', [email.trim()]).first()
}

/** Everyone, those who can sign in first, then by name. */
export async function listPeople(db: Db): Promise<PersonRow[]> {
  return db<PersonRow>('people').orderByRaw('disabled_at IS NOT NULL, lower(name), id')
}

export async function listActivePeople(db: Db): Promise<{ id: string; roles: Role[] }[]> {
  return db('people').whereNull('disabled_at').whereNotNull('password_hash').select('id', 'roles')
}

export async function insertPerson(db: Db, person: PersonRow): Promise<void> {
  await db('people').insert(person)
}

export async function updatePerson(db: Db, id: string, changes: Partial<PersonRow>): Promise<void> {
  await db('people').where({ id }).update(changes)
}

export type Sitting = { id: string; address: string; agent: string; started_at: Date; seen_until: Date; is_this: boolean }

// The id of a session opens it, so pages name it by its hash.
const named = `encode(sha256(convert_to(sid, 'UTF8')), 'hex')`

/** The open sessions of a person, the last used first. */
export async function listSessions(db: Db, person_id: string, sid: string): Promise<Sitting[]> {
  return db('sessions')
    .where({ person_id })
    .where('expire', '>', new Date())
    .orderBy('expire', 'desc')
    .select(
      db.raw(
        `${named} AS id, sess ->> 'address' AS address, sess ->> 'agent' AS agent, (sess ->> 'started_at')::timestamptz AS started_at`,
      ),
      db.raw('expire AS seen_until, sid = ? AS is_this', [sid]),
    )
}

/** Ends the sessions of a person at once, on every process. One may stay: the one in which it was asked. */
export async function endSessions(db: Db, person_id: string, { but = '' }: { but?: string | undefined } = {}): Promise<void> {
  await db('sessions').where({ person_id }).whereNot({ sid: but }).delete()
}

/** Ends one session of a person, named by its hash. */
export async function endNamedSession(db: Db, person_id: string, id: string): Promise<boolean> {
  return (await db('sessions').where({ person_id }).whereRaw(`${named} = ?`, [id]).delete()) === 1
}
