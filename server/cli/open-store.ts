import type { PostgresOptions } from '../log/postgres/postgres.ts'
import type { Store } from '../log/store.ts'
import { dirname } from 'node:path'
import { Option } from '@commander-js/extra-typings'
import { existingLog, holdDataFolder, openDataFolder } from '../log/data-folder.ts'
import { folderStore } from '../log/folder-store.ts'
import { notEmpty, typedPath } from './command-line.ts'

/** Where the workshops are. */
export interface StoreOptions {
  /** The data folder. */
  data: string
  /** The address of a database instead. */
  store?: string | undefined
}

export const dataOption = new Option('--data <folder>', 'Folder of the workshop log').argParser(typedPath).default('data')
export const storeOption = new Option('--store <url>', 'PostgreSQL database instead of the folder, such as postgres://user:password@host/workshops').argParser(notEmpty).conflicts('data')

/**
 * Opens where the workshops are.
 * @param how to `read` what is there while a server may run, to `change` it, or to begin where nothing is (`create`)
 * @throws UserError when it cannot be opened, or a server runs on the folder that is to be changed
 */
export async function openStore({ data, store }: StoreOptions, how: 'read' | 'change' | 'create', options: PostgresOptions = {}): Promise<Store> {
  if (store !== undefined) {
    // Most have none.
    const { postgresStore } = await import('../log/postgres/store.ts')
    return postgresStore(store, options)
  }
  const folder = how === 'create' ? openDataFolder(data) : dirname(existingLog(data))
  if (how !== 'read')
    holdDataFolder(folder)
  return folderStore(folder, { readOnly: how === 'read' })
}
