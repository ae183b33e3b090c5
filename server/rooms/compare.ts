import type { Baseline } from '../../core/compare/schema.ts'
import type { Workshop } from '../../core/workshop.ts'
import type { Store } from '../log/store.ts'
import type { Deck } from '../paths.ts'
import type { Room } from './room.ts'
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { baselineOf, isEmptyBaseline } from '../../core/compare/baseline.ts'
import { SERVER } from '../../core/workshop.ts'
import { foldLog } from '../log/fold-log.ts'
import { FileFault } from '../log/json-lines.ts'
import { readWorkshopFile } from '../log/workshop-file.ts'
import { isSamePath, pathOfDeck } from '../paths.ts'
import { UserError } from '../user-error.ts'
import { deckPaths } from './deck-record.ts'
import { checkKnown, isVotedIn, lastVotedIn } from './last-voted.ts'

/** Typed instead of a workshop: compare with none. */
const NONE = 'none'

/** The workshop to compare with, as it was typed. */
export interface ComparedWith {
  /** Its id, or `none`. */
  id: string
  /** The file that the same text names. */
  path: string
}

/**
 * What the workshop to compare with came to; null: compare with none.
 * @param goesOn the id of the workshop that is continued, if one is
 * @throws UserError that lists the workshops when there is none of that id, or says what is wrong with the file
 */
export async function readBaseline({ id, path }: ComparedWith, store: Store, goesOn: string | undefined): Promise<Baseline | null> {
  if (id === NONE)
    return null
  const baseline = baselineOf(await workshopFor({ id, path }, store))
  if (baseline.workshop === goesOn)
    throw new UserError(`--compare ${id}: that is the workshop itself. Name an earlier one.`)
  if (isEmptyBaseline(baseline))
    throw new UserError(`--compare ${id}: its room was shown no result of a choice, of dots or of ratings, and nothing is on its plan. Name another one.`)
  return baseline
}

async function workshopFor({ id, path }: ComparedWith, store: Store): Promise<Workshop> {
  if ((await store.log.workshops()).some(workshop => workshop.id === id) || !existsSync(path)) {
    await checkKnown(store, id)
    return foldLog(store.log, id)
  }
  try {
    return readWorkshopFile(readFileSync(path)).workshop
  }
  catch (error) {
    if (error instanceof FileFault)
      throw new UserError(`Cannot compare with ${path}: ${error.message}. Write the file again with npm run export-log, or take another copy of it.`)
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined)
      throw error
    throw new UserError(`Cannot read ${path} (${code}). Name a workshop, or a file that npm run export-log wrote.`, { cause: error })
  }
}

/**
 * Compares a workshop with an earlier one as it is now, or with none.
 * @throws UserError when it is too late for another one
 */
export async function compareWith({ workshop, submit }: Room, baseline: Baseline | null): Promise<void> {
  if (JSON.stringify(workshop.baseline) === JSON.stringify(baseline))
    return
  const reply = await submit(SERVER, { type: 'workshop:compare', id: randomUUID(), baseline })
  // Whoever starts again with the same option goes on with what the log has.
  if (!reply.ok && workshop.baseline?.workshop !== baseline?.workshop)
    throw new UserError(`--compare: ${reply.message}`)
}

/**
 * The workshop that a new one may be compared with: the latest of the same deck in which somebody voted.
 * @param ids which to look at, the one that ran last at the end
 */
export async function comparable({ workshop }: Room, store: Store, deck: Deck, ids: readonly string[]): Promise<Workshop | null> {
  if (workshop.baseline || isVotedIn(workshop))
    return null
  const pathOf = deckPaths(store)
  return lastVotedIn(store.log, ids.filter(id => id !== workshop.id && isSamePath(pathOf(id), pathOfDeck(deck))))
}
