import type { Records, Store } from '../store.ts'
import type { PostgresOptions } from './postgres.ts'
import { randomUUID } from 'node:crypto'
import { UserError } from '../../user-error.ts'
import { derive, isSecret, newSecret } from '../secret.ts'
import { withClient } from './connection.ts'
import { configOf, nameOf } from './database.ts'
import { postgresLog } from './postgres.ts'
import { sealedPeers } from './sealed-peers.ts'

/** Every start prints one, and most are never used. */
const HOST_LINK_MS = 24 * 3600 * 1000
/** How long after its end a used link is known, in milliseconds: clocks differ. */
const USED_MS = 24 * 3600 * 1000
/** A server that has fallen behind takes nothing back: what it keeps of a workshop comes to fewer entries. */
const UNLESS_SHORTER = ` WHERE coalesce(${lengthIn('excluded')} >= ${lengthIn('workshop.record')}, true)`
/** Of servers that decide what to start with. The number is arbitrary. */
const START_LOCK = 0x776B7369

/**
 * Everything in a PostgreSQL database, which several servers share.
 * @param url such as `postgres://user:password@host:5432/database`
 * @throws UserError when it cannot be reached or used, or does not keep what it acknowledges
 */
export async function postgresStore(url: string, options: PostgresOptions = {}): Promise<Store> {
  const log = await postgresLog(url, options)
  const tables = { decks: new Map<string, string>(), owners: new Map<string, string>(), summaries: new Map<string, string>() }

  const ask = log.query

  async function refresh(): Promise<void> {
    const rows = await ask<{ name: string, key: string, value: string }>('SELECT name, key, value FROM workshop.record WHERE name = ANY($1)', [Object.keys(tables)])
    for (const [name, table] of Object.entries(tables)) {
      table.clear()
      rows.filter(row => row.name === name).forEach(({ key, value }) => table.set(key, value))
    }
  }

  function recordsOf(name: keyof typeof tables): Records {
    const table = tables[name]
    return {
      read: () => Object.fromEntries(table),
      async put(values) {
        const entries = Object.entries(values)
        await ask(`INSERT INTO workshop.record (name, key, value) SELECT $1, * FROM unnest($2::text[], $3::text[]) ON CONFLICT (name, key) DO UPDATE SET value = excluded.value${name === 'summaries' ? UNLESS_SHORTER : ''}`, [name, entries.map(([key]) => key), entries.map(([, value]) => value)])
        entries.forEach(([key, value]) => table.set(key, value))
      },
      async forget(workshop) {
        await ask('DELETE FROM workshop.record WHERE name = $1 AND key = $2', [name, workshop])
        table.delete(workshop)
      },
    }
  }

  /** Links say themselves until when they are good. */
  async function forgetOldLinks(): Promise<void> {
    const over = (Date.now() - USED_MS).toString(36)
    await ask('DELETE FROM workshop.record WHERE name = \'used link\' AND length(split_part(key, \'.\', 2)) = $1 AND split_part(key, \'.\', 2) COLLATE "C" < $2', [over.length, over])
  }

  async function sharedSecret(): Promise<string> {
    await ask('INSERT INTO workshop.record (name, key, value) VALUES (\'secret\', \'\', $1) ON CONFLICT DO NOTHING', [newSecret()])
    const [{ value } = { value: '' }] = await ask<{ value: string }>('SELECT value FROM workshop.record WHERE name = \'secret\'')
    if (!isSecret(value))
      throw new UserError('The database holds no key of ours. Put the right one back; or delete it (DELETE FROM workshop.record WHERE name = \'secret\'), and everybody signs in anew, with new seat codes.')
    return value
  }

  try {
    const secret = await sharedSecret()
    await refresh()
    await forgetOldLinks()
    return {
      name: nameOf(configOf(url)),
      option: '--store "$DATABASE_URL"',
      isShared: true,
      log,
      secret,
      decks: recordsOf('decks'),
      owners: recordsOf('owners'),
      summaries: recordsOf('summaries'),
      links: {
        epoch: 'shared',
        hostMs: HOST_LINK_MS,
        async take(link) {
          // Asked again after a lost answer, it finds its own mark.
          const mark = randomUUID()
          const [row] = await ask<{ value: string }>('INSERT INTO workshop.record (name, key, value) VALUES (\'used link\', $1, $2) ON CONFLICT (name, key) DO UPDATE SET value = workshop.record.value RETURNING value', [link, mark])
          return row?.value === mark
        },
        isUsed: async link => (await ask('SELECT 1 FROM workshop.record WHERE name = \'used link\' AND key = $1', [link])).length > 0,
      },
      peers: sealedPeers(log.peers, derive(secret, 'messages between servers')),
      isReachable: log.isReachable,
      refresh,
      async adopt(other) {
        await ask('UPDATE workshop.record SET value = $1 WHERE name = \'secret\'', [other])
      },
      alone: work => withClient(configOf(url), async (client) => {
        // The lock ends with the connection.
        await client.query('SELECT pg_advisory_lock($1)', [START_LOCK])
        return work()
      }),
      close: log.close,
    }
  }
  catch (error) {
    await log.close()
    throw error
  }
}

/** How many entries a summary comes to, in SQL. In a title, quotes have a backslash before them. */
function lengthIn(table: string): string {
  return `substring(${table}.value FROM '"length":([0-9]+)')::bigint`
}
