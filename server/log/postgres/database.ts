import type { Client, ClientConfig, DatabaseError } from 'pg'
import type { Connection } from './connection.ts'
import { randomUUID } from 'node:crypto'
import { parseIntoClientConfig } from 'pg-connection-string'
import { UserError } from '../../user-error.ts'
import { withClient } from './connection.ts'

/**
 * Settings of each session; those of a role or a database give way to them. Nobody waits long for a lock, or holds one for long: a server
 * may have been cut off while it held it.
 */
const SESSION = {
  synchronous_commit: 'on',
  default_transaction_isolation: 'read\\ committed',
  lock_timeout: '1s',
  statement_timeout: '20s',
  idle_in_transaction_session_timeout: '5s',
}
/** How long a notification may take before it counts as lost, in milliseconds. */
const NOTIFY_MS = 2000

const EXAMPLE = 'postgres://user:password@host:5432/database'

/** @throws UserError when it is no address of a database */
export function configOf(url: string): ClientConfig {
  const config = parsed(url)
  if (config === null)
    throw new UserError(`--store is no address of a database. It looks like ${EXAMPLE}`)
  if (!config.host || !config.database)
    throw new UserError(`--store names no ${config.host ? 'database' : 'host'}. It looks like ${EXAMPLE}`)
  return { ...config, application_name: 'workshop', options: [config.options, ...Object.entries(SESSION).map(([name, value]) => `-c ${name}=${value}`)].filter(Boolean).join(' ') }
}

/** The parser takes whatever it is given for the name of a database. */
function parsed(url: string): ClientConfig | null {
  if (!/^postgres(?:ql)?:\/\/./i.test(url) || !URL.canParse(url))
    return null
  const { pathname, search, hash } = new URL(url)
  // A part of the password would be taken for the host, and shown.
  if ([pathname, search, hash].some(part => part.includes('@')))
    throw new UserError(`The password in --store has a character that has to be encoded there: @ as %40, / as %2F, ? as %3F, # as %23.`)
  try {
    // It warns of these at length, and means the strictest one.
    return parseIntoClientConfig(url.replace(/([?&]sslmode=)(?:prefer|require|verify-ca)\b/i, '$1verify-full'))
  }
  catch {
    return null
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
  return new UserError(`Cannot use ${nameOf(config)}: ${wayOut(error as Error & Partial<DatabaseError>, config)}.`, { cause: error })
}

function wayOut({ message, code = '', detail = '' }: Error & Partial<DatabaseError>, { user = 'this user', database = 'workshop' }: ClientConfig): string {
  switch (code) {
    case 'ECONNREFUSED':
      return 'nothing answers there. Start PostgreSQL, or correct the address'
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'there is no such host. Correct the address'
    case '28P01':
    case '28000':
      return `it does not let ${user} in (${message}). Correct user and password`
    case '3D000':
      return `there is no such database. Make it: createdb ${database}`
    case '42501':
      return `${user} may not ${rightsFor(message, detail, user, database)}`
    case '08P01':
      return `what answers takes no settings at the start of a connection (${message}). A pooler such as PgBouncer stands between: give the address of PostgreSQL itself, or let it pool sessions, with ignore_startup_parameters = options`
    case '53300':
      return `it has no connection left (${message}). Each server needs three, a fourth while it starts, and each command as many: raise max_connections, or the limit of the role or the database`
    case '53100':
      return `its disk is full (${message}). Make room on it`
  }
  if (/timeout/i.test(message) && code === '')
    return 'nothing answers there in time. See whether it is PostgreSQL, and whether a firewall stands between'
  if (/terminated unexpectedly/.test(message))
    return 'what answers there ends the connection. See whether it is PostgreSQL'
  if (/does not support SSL/.test(message))
    return 'it takes no TLS. Turn ssl on there, or leave sslmode out of the address'
  return message
}

/** What a user lacks a right for, and how to give it. */
function rightsFor(message: string, detail: string, user: string, database: string): string {
  if (detail.includes('CONNECT'))
    return `connect to it (${message}). Run as its owner: GRANT CONNECT ON DATABASE ${database} TO ${user}`
  if (message.includes('for database'))
    return `make its tables (${message}). Make it the owner of the database, or run as the owner: GRANT CREATE ON DATABASE ${database} TO ${user}`
  return `use its tables, which another user made (${message}). Use that user, or run as an administrator: GRANT the_other_user TO ${user}`
}

/**
 * Refuses a database that takes nothing.
 * @throws UserError that says why, and what to change
 */
export async function checkWritable(client: Pick<Client, 'query'>): Promise<void> {
  const { rows: [is] } = await client.query<{ standby: boolean, readonly: boolean, database: string }>('SELECT pg_is_in_recovery() AS standby, current_setting(\'transaction_read_only\')::boolean AS readonly, current_database() AS database')
  if (is!.standby)
    throw new UserError('The database is a standby, and takes nothing. Give the address of the primary.')
  if (is!.readonly)
    throw new UserError(`The database takes nothing: default_transaction_read_only is on. Run as its administrator: ALTER DATABASE ${is!.database} SET default_transaction_read_only = off; or the same for the role.`)
}

/**
 * Refuses a database that would lose what it has acknowledged, or acknowledge nothing.
 * @throws UserError with the setting to change
 */
export async function checkSettings(connection: Connection): Promise<void> {
  const rows = await connection.query<{ name: string, setting: string }>('SELECT name, setting FROM pg_settings WHERE name = ANY($1)', [['fsync', 'full_page_writes', 'synchronous_standby_names', 'server_version_num', 'server_encoding']])
  const settings = new Map(rows.map(({ name, setting }) => [name, setting]))
  for (const name of ['fsync', 'full_page_writes']) {
    if (settings.get(name) === 'off')
      throw new UserError(`The database would lose votes in a power cut: ${name} is off. Run as its administrator: ALTER SYSTEM SET ${name} = on; SELECT pg_reload_conf();`)
  }
  if (Number(settings.get('server_version_num')) < 140_000)
    throw new UserError('The database is older than PostgreSQL 14. Update it.')
  if (settings.get('server_encoding') !== 'UTF8')
    throw new UserError(`The database's encoding is ${settings.get('server_encoding')}, which has not every character. Make another one: CREATE DATABASE workshops ENCODING 'UTF8' TEMPLATE template0;`)
  const [{ standbys } = { standbys: 0 }] = await connection.query<{ standbys: number }>('SELECT count(*)::int AS standbys FROM pg_stat_replication')
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
