import type { ClientConfig } from 'pg'
import type { Connection } from './connection.ts'
import { randomUUID } from 'node:crypto'
import { parseIntoClientConfig } from 'pg-connection-string'
import { UserError } from '../../user-error.ts'
import { withClient } from './connection.ts'

/** How long a notification may take before it counts as lost, in milliseconds. */
const NOTIFY_MS = 2000

/** @throws UserError when it is no address of a database */
export function configOf(url: string): ClientConfig {
  try {
    // The parser takes whatever it is given for the name of a database.
    if (!/^postgres(?:ql)?:\/\/./i.test(url))
      throw new Error('It begins with something else.')
    const config = parseIntoClientConfig(url)
    // The setting of a role or a database gives way to that of a connection.
    return { ...config, application_name: 'workshop', options: [config.options, '-c synchronous_commit=on -c default_transaction_isolation=read\\ committed'].filter(Boolean).join(' ') }
  }
  catch {
    throw new UserError('--store is no address of a database. It looks like postgres://user:password@host:5432/database')
  }
}

/** What people call the database; without the password. */
export function nameOf({ host = 'localhost', port = 5432, database = '' }: ClientConfig): string {
  return `the database ${database} at ${host}:${port}`
}

/** Why the database is not used, and the way out. */
export function refusedBecause(error: unknown, config: ClientConfig): Error {
  if (error instanceof UserError)
    return error
  const { message, code = '' } = error as Error & { code?: string }
  const what = nameOf(config)
  const ways: [RegExp, string][] = [
    [/^ECONNREFUSED$/, `nothing answers there. Start PostgreSQL, or correct the address`],
    [/^(?:ENOTFOUND|EAI_AGAIN)$/, `there is no such host. Correct the address`],
    [/^28/, `it does not let ${config.user ?? 'this user'} in (${message}). Correct user and password`],
    [/^3D000$/, `there is no such database. Make it: createdb ${config.database ?? 'workshop'}`],
    [/^25006$/, `it takes nothing (${message}). If it is a standby, give the address of the primary`],
    [/^42501$/, `${config.user ?? 'this user'} may not make its tables (${message}). Make it the owner of the database, or run as the owner: GRANT CREATE ON DATABASE ${config.database ?? 'workshop'} TO ${config.user ?? 'the user'}`],
    [/^08P01$/, `what answers takes no settings at the start of a connection (${message}). A pooler such as PgBouncer stands between: give the address of PostgreSQL itself`],
    [/^53300$/, `it has no connection left. Each server needs three: raise max_connections`],
  ]
  const silent = `nothing answers there in time. See whether it is PostgreSQL, and whether a firewall stands between`
  const way = ways.find(([pattern]) => pattern.test(code))?.[1] ?? (/timeout/i.test(message) ? silent : message)
  return new UserError(`Cannot use ${what}: ${way}.`, { cause: error })
}

/**
 * Refuses a database that would lose what it has acknowledged, or acknowledge nothing.
 * @throws UserError with the setting to change
 */
export async function checkSettings(connection: Connection): Promise<void> {
  const rows = await connection.query<{ name: string, setting: string }>('SELECT name, setting FROM pg_settings WHERE name = ANY($1)', [['fsync', 'full_page_writes', 'synchronous_commit', 'synchronous_standby_names', 'server_version_num']])
  const settings = new Map(rows.map(({ name, setting }) => [name, setting]))
  for (const name of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    if (settings.get(name) === 'off')
      throw new UserError(`The database would lose votes in a power cut: ${name} is off. Run as its administrator: ALTER SYSTEM SET ${name} = on; SELECT pg_reload_conf();`)
  }
  if (Number(settings.get('server_version_num')) < 140_000)
    throw new UserError('The database is older than PostgreSQL 14. Update it.')
  const [{ standby, standbys }] = await connection.query<{ standby: boolean, standbys: number }>('SELECT pg_is_in_recovery() AS standby, (SELECT count(*)::int FROM pg_stat_replication) AS standbys') as [{ standby: boolean, standbys: number }]
  if (standby)
    throw new UserError('The database is a standby, and takes nothing. Give the address of the primary.')
  if (settings.get('synchronous_standby_names') && standbys === 0)
    throw new UserError(`The database waits for a standby that is not there before it acknowledges anything (synchronous_standby_names is ${settings.get('synchronous_standby_names')}). Start the standby, or run as administrator: ALTER SYSTEM RESET synchronous_standby_names; SELECT pg_reload_conf();`)
}

/**
 * Refuses a way to the database on which servers don't hear of each other.
 * @throws UserError that says what to connect to
 */
export async function checkNotifications(sender: Connection, config: ClientConfig): Promise<void> {
  const channel = `workshop_check_${randomUUID().replaceAll('-', '')}`
  const isHeard = await withClient(config, async (client) => {
    const heard = new Promise<boolean>((resolve) => {
      client.on('notification', () => resolve(true))
      setTimeout(resolve, NOTIFY_MS, false).unref()
    })
    await client.query(`LISTEN ${channel}`)
    await sender.query('SELECT pg_notify($1, $2)', [channel, ''])
    return heard
  })
  if (!isHeard)
    throw new UserError('Notifications of the database do not arrive. A pooler such as PgBouncer in transaction mode stands between: give the address of PostgreSQL itself, or let it pool sessions.')
}
