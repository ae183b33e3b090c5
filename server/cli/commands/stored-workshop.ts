import type { Workshop } from '../../../core/workshop.ts'
import type { Store } from '../../log/store.ts'
import type { Deck } from '../../paths.ts'
import type { StoreOptions } from '../open-store.ts'
import { styleText } from 'node:util'
import { Option } from '@commander-js/extra-typings'
import { foldLog } from '../../log/fold-log.ts'
import { deckOf } from '../../rooms/deck-record.ts'
import { checkKnown, lastVotedIn } from '../../rooms/last-voted.ts'
import { notEmpty, typedPath } from '../command-line.ts'
import { openStore } from '../open-store.ts'

export const workshopOption = new Option('--workshop <id>', 'Which workshop, by its id; the last one with votes if not given').argParser(notEmpty)
export const outputOption = new Option('--output <path>', 'Path of the files without their ending; out/<id> if not given').argParser(typedPath)

/** A workshop of a store; the last one with votes if its id is not given. */
type WhichWorkshop = StoreOptions & { workshop?: string | undefined }

/**
 * Folds a workshop from the log, with or without a running server. The default is the last one with votes, because a start
 * after the end of a workshop opens an empty one.
 * @returns it, and what gives the deck that it was run with, or throws UserError if that is gone
 * @throws UserError that lists the workshops when there is none of that id
 */
export function storedWorkshop(options: WhichWorkshop): Promise<{ workshop: Workshop, deck: () => Deck }> {
  return withStoredWorkshop(options, async (workshop, store) => ({ workshop, deck: () => deckOf(store, workshop.id) }))
}

/** The same, for what reads more of the store. @returns what the work returns */
export async function withStoredWorkshop<Value>({ workshop: id, ...where }: WhichWorkshop, work: (workshop: Workshop, store: Store) => Promise<Value>): Promise<Value> {
  const store = await openStore(where, 'read')
  try {
    return await work(await wanted(id, store), store)
  }
  finally {
    await store.close()
  }
}

async function wanted(id: string | undefined, store: Store): Promise<Workshop> {
  const { log } = store
  const workshops = await log.workshops()
  const latest = workshops.at(-1)?.id ?? ''
  await checkKnown(store, id ?? latest)
  if (id !== undefined)
    return foldLog(log, id)
  const voted = await lastVotedIn(log, workshops.map(workshop => workshop.id))
  if (voted && voted.id !== latest)
    console.error(`${styleText('yellow', '!')} This is ${voted.id}. A later workshop has no votes; for that one, add: --workshop ${latest}`)
  return voted ?? foldLog(log, latest)
}
