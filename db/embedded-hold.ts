import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CannotStart } from './cannot-start.ts'

/**
 * Holds a folder for this process alone, until it lets go or ends, however it ends.
 * The lock of an SQLite file is the one kernel lock that Node can reach: it knows nothing of process ids, which are given again to other programs.
 */
export function hold(folder: string): () => void {
  const lock = open(join(folder, 'lock'))
  try {
    lock.exec('PRAGMA journal_mode = OFF; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    return () => lock.isOpen && lock.close()
  } catch (error) {
    lock.close()
    throw String(error).includes('locked') ? new CannotStart(taken(folder)) : new CannotStart(closed(folder))
  }
}

function open(path: string): DatabaseSync {
  try {
    const lock = new DatabaseSync(path, { timeout: 0 })
    // A file that may only be read is opened all the same, and its lock would hold nothing.
    accessSync(path, constants.W_OK)
    return lock
  } catch {
    throw new CannotStart(closed(join(path, '..')))
  }
}

function taken(folder: string): string {
  return `Another Cleancopy is running on the data folder ${folder}. Stop it first, or give this one a folder of its own: DATA=/some/folder npm start.`
}

function closed(folder: string): string {
  return `Cleancopy cannot write to ${folder}. Give that folder to the user who starts it, or name another: DATA=/some/folder npm start.`
}
