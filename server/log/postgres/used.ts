import { UserError } from '../../user-error.ts'
import { withClient } from './connection.ts'
import { configOf, nameOf, refusedBecause } from './database.ts'

/** Sessions of servers, and of commands. Each has a name of its own that begins like this. */
const USED = 'SELECT count(*)::int AS used FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE \'workshop %\''

/**
 * Refuses a database that is in use. Nothing keeps a server from starting afterwards.
 * @param url such as `postgres://user:password@host:5432/database`
 * @throws UserError when a server runs on it, or a command, or it cannot be reached
 */
export async function refuseUsed(url: string): Promise<void> {
  const config = configOf(url)
  const isUsed = await withClient(config, async client => (await client.query<{ used: number }>(USED)).rows[0]!.used > 0)
    .catch((error) => {
      throw refusedBecause(error, config)
    })
  if (isUsed)
    throw new UserError(`A server, or a command, uses ${nameOf(config)} now. Stop it, and try again.`)
}
