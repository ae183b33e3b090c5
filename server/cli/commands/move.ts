import type { Entry } from '../../../core/entry.ts'
import type { Store } from '../../log/store.ts'
import { isDeepStrictEqual } from 'node:util'
import { Option } from '@commander-js/extra-typings'
import { entriesOf } from '../../log/fold-log.ts'
import { UserError } from '../../user-error.ts'
import { createCommand, notEmpty, runCommand, typedPath } from '../command-line.ts'
import { openStore } from '../open-store.ts'

/**
 * Opens a data folder, or the address of a database.
 * @throws UserError when it cannot be opened, or a server runs on it
 */
async function open(where: string, how: 'change' | 'create'): Promise<Store> {
  if (!/^postgres(?:ql)?:/i.test(where))
    return openStore({ data: typedPath(where) }, how)
  const { refuseUsed } = await import('../../log/postgres/used.ts')
  await refuseUsed(where)
  return openStore({ data: '', store: where }, how)
}

/**
 * Copies what one store has to another. Done again, it copies what has come since. What went on in the other one stays as it is there.
 * @returns how many workshops were copied, and how many were there already
 * @throws UserError before anything is written, where another workshop of the same id is there, or other keys
 */
async function copy(from: Store, to: Store): Promise<{ copied: number, there: number }> {
  const workshops = await from.log.workshops()
  const known = await to.log.workshops()
  if (known.length > 0 && from.secret !== to.secret)
    throw new UserError(`${to.name} has workshops with other keys: seat codes and sign-ins of those that came would not work there. Name an empty folder or database.`)
  const rest = new Map<string, Entry[]>()
  /** How many entries more than here are there. */
  const ahead = new Map<string, number>()
  for (const { id } of workshops) {
    const entries = await entriesOf(from.log, id)
    const before = known.some(one => one.id === id) ? await entriesOf(to.log, id) : []
    const common = Math.min(before.length, entries.length)
    if (!isDeepStrictEqual(before.slice(0, common), entries.slice(0, common)))
      throw new UserError(`There is another workshop ${id} in ${to.name}, and nothing is overwritten. Delete one of the two, or name an empty folder or database.`)
    if (before.length < entries.length)
      rest.set(id, entries.slice(before.length))
    if (before.length > entries.length)
      ahead.set(id, before.length - entries.length)
  }
  if (known.length === 0)
    await to.adopt(from.secret)
  for (const records of ['decks', 'owners'] as const)
    await to[records].put(Object.fromEntries(Object.entries(from[records].read()).filter(([id]) => !ahead.has(id))))
  // In the order in which they ran.
  for (const [id, entries] of rest)
    await to.log.append(id, () => entries)
  for (const { id } of workshops) {
    const [there, here] = [await entriesOf(to.log, id), await entriesOf(from.log, id)]
    if (there.length - here.length !== (ahead.get(id) ?? 0) || !isDeepStrictEqual(there.slice(0, here.length), here))
      throw new UserError(`The workshop ${id} is not the same in ${to.name}: somebody writes to one of the two. Stop the servers, and move again.`)
  }
  return { copied: rest.size, there: workshops.length - rest.size }
}

await runCommand(createCommand('npm run move --', 'Copies all workshops from a data folder to a PostgreSQL database, or back. Nothing is deleted.')
  .addOption(new Option('--from <where>', 'A data folder, or postgres://user:password@host/workshops; no server may run on it').argParser(notEmpty).makeOptionMandatory())
  .addOption(new Option('--to <where>', 'The other one').argParser(notEmpty).makeOptionMandatory())
  .action(async (options) => {
    const from = await open(options.from, 'change')
    try {
      const to = await open(options.to, 'create')
      try {
        const { copied, there } = await copy(from, to)
        console.log(`${copied === 1 ? '1 workshop is' : `${copied} workshops are`} copied to ${to.name}${there > 0 ? `; ${there} were there already` : ''}. To go on with them: npm start -- ${to.option}`)
      }
      finally {
        await to.close()
      }
    }
    finally {
      await from.close()
    }
  }))
