import type { Client } from 'pg'
import { UserError } from '../../user-error.ts'

/** Of all servers that migrate one database. The number is arbitrary. */
const LOCK = 0x776B7368

/** Each is done once, in order; those of before never change. */
const MIGRATIONS = [
  // A batch is a row: of an entry each, rows would cost three times as much. Text, because jsonb has no \u0000.
  `
    CREATE TABLE workshop.stream (
      workshop text PRIMARY KEY,
      length bigint NOT NULL,
      written timestamptz NOT NULL DEFAULT clock_timestamp()
    ) WITH (fillfactor = 50);
    CREATE TABLE workshop.batch (
      workshop text NOT NULL,
      seq bigint NOT NULL,
      size int NOT NULL,
      origin text NOT NULL,
      entries text NOT NULL,
      PRIMARY KEY (workshop, seq)
    );
    CREATE TABLE workshop.record (
      name text NOT NULL,
      key text NOT NULL,
      value text NOT NULL,
      PRIMARY KEY (name, key)
    );
  `,
]

/**
 * Brings the tables up to date. Servers that start at once wait for one another; where all is done, nobody waits.
 * @throws UserError when a newer version has migrated them, or the role may not make them
 */
export async function migrate(client: Client): Promise<void> {
  if (await done(client) === MIGRATIONS.length)
    return
  // Not within the transaction: it sees tables that were made while it waited only if it begins afterwards.
  await client.query('SELECT pg_advisory_lock($1)', [LOCK])
  try {
    await client.query('BEGIN')
    const before = await done(client)
    if (before === null) {
      await client.query('CREATE SCHEMA IF NOT EXISTS workshop')
      await client.query('CREATE TABLE workshop.migration (no int PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())')
    }
    for (let no = (before ?? 0) + 1; no <= MIGRATIONS.length; no++) {
      await client.query(MIGRATIONS[no - 1]!)
      await client.query('INSERT INTO workshop.migration (no) VALUES ($1)', [no])
    }
    await client.query('COMMIT')
  }
  catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
  finally {
    await client.query('SELECT pg_advisory_unlock($1)', [LOCK]).catch(() => {})
  }
}

/**
 * How many migrations were done; null where there are no tables yet.
 * @throws UserError when they are more than this version knows
 */
async function done(client: Client): Promise<number | null> {
  const { rows: [there] } = await client.query<{ name: string | null }>('SELECT to_regclass(\'workshop.migration\') AS name')
  if (there!.name === null)
    return null
  const { rows: [last] } = await client.query<{ no: number }>('SELECT coalesce(max(no), 0) AS no FROM workshop.migration')
  if (last!.no > MIGRATIONS.length)
    throw new UserError(`The database was last used by a newer version of this tool (its tables are of version ${last!.no}, this one knows ${MIGRATIONS.length}). Update this one. Nothing was changed.`)
  return last!.no
}
