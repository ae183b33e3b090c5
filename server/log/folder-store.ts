import type { Store } from './store.ts'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { logPath } from './data-folder.ts'
import { recordsIn, spareRecordsIn } from './record-files.ts'
import { secretIn, writeSecret } from './secret.ts'
import { sqliteLog } from './sqlite.ts'
import { noPeers, ownLinks } from './store.ts'

/** The file that lists say their workshops from. It may be deleted at any time. */
const SUMMARIES = 'workshops.json'

/**
 * Everything in a data folder, which there is: the log in SQLite, and small files beside it.
 * @param options `readOnly`: nothing is written, and there is no secret
 * @throws UserError when something in it is damaged, or cannot be read
 */
export function folderStore(data: string, options: { readOnly?: boolean } = {}): Store {
  // Before the log is written to: whatever is wrong with them, no workshop has ended for it.
  const secret = options.readOnly ? '' : secretIn(data)
  const [decks, owners] = [recordsIn(data, 'decks'), recordsIn(data, 'owners')]
  const log = sqliteLog(logPath(data), options)
  return {
    name: data,
    option: `--data ${JSON.stringify(data)}`,
    isShared: false,
    log,
    secret,
    decks,
    owners,
    summaries: spareRecordsIn(join(data, SUMMARIES)),
    links: ownLinks(randomUUID()),
    peers: noPeers,
    isReachable: () => true,
    refresh: async () => {},
    adopt: async secret => writeSecret(data, secret),
    alone: work => work(),
    close: log.close,
  }
}
