import type { Postgres } from '../../../support/processes/postgres.ts'
import { Buffer } from 'node:buffer'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { configOf, nameOf } from '../../../../server/log/postgres/database.ts'
import { postgresLog } from '../../../../server/log/postgres/postgres.ts'
import { postgresStore } from '../../../../server/log/postgres/store.ts'
import { UserError } from '../../../../server/user-error.ts'
import { dataFolder } from '../../../support/data-folder.ts'
import { slides, startOf } from '../../../support/polls/entries.ts'
import { ask, newDatabase, startPostgres } from '../../../support/processes/postgres.ts'
import { freePort } from '../../../support/server/free-port.ts'

let postgres: Postgres

beforeAll(async () => {
  postgres = await startPostgres()
}, 60_000)
afterAll(() => postgres.stop())

/** Why a database is not used. */
async function refusal(url: string): Promise<string> {
  const error = await postgresLog(url).then(async (log) => {
    await log.close()
    return new Error('It was taken.')
  }, (error: unknown) => error as Error)
  expect(error).toBeInstanceOf(UserError)
  const password = /:\/\/[^:/]*:([^@]+)@/.exec(url)?.[1]
  if (password !== undefined)
    expect(`${error.stack} ${String(error.cause)} ${JSON.stringify(error)}`).not.toContain(password)
  return error.message
}

/** The address with something else in it. */
function withPart(url: string, part: Partial<URL>): string {
  return Object.assign(new URL(url), part).href
}

/** A setting of the whole server, for as long as the test takes. */
async function setting(name: string, value: string): Promise<void> {
  const is = async (set: string) => {
    await ask(postgres.url, set)
    await ask(postgres.url, 'SELECT pg_reload_conf()')
  }
  const before = await ask<Record<string, string>>(postgres.url, `SHOW ${name}`)
  // What resets it must not wait for what it sets.
  onTestFinished(() => is(`ALTER SYSTEM RESET ${name}`).then(() => expect.poll(() => ask(postgres.url, `SHOW ${name}`)).toEqual(before)))
  await is(`ALTER SYSTEM SET ${name} = '${value}'`)
  await expect.poll(() => ask(postgres.url, `SHOW ${name}`)).toEqual([{ [name]: value }])
}

describe('a database that would lose votes, or takes none, is refused with the way out', () => {
  it.each(['fsync', 'full_page_writes'])('%s is off', async (name) => {
    const url = await newDatabase(postgres.url)
    await setting(name, 'off')
    expect(await refusal(url)).toBe(`The database would lose votes in a power cut: ${name} is off. Run as its administrator: ALTER SYSTEM SET ${name} = on; SELECT pg_reload_conf();`)
  })

  it('a standby that is not there', async () => {
    const url = await newDatabase(postgres.url)
    await (await postgresLog(url)).close()
    await setting('synchronous_standby_names', 'absent')
    expect(await refusal(url)).toContain('The database waits for a standby that is not there before it acknowledges anything (synchronous_standby_names is absent).')
  })

  it('a standby, whether the primary has been used or not', async () => {
    const server = await startPostgres()
    onTestFinished(server.stop)
    const [used, empty] = [await newDatabase(server.url), await newDatabase(server.url)]
    await (await postgresLog(used)).close()
    await server.standBy()
    for (const url of [used, empty])
      expect(await refusal(url)).toBe('The database is a standby, and takes nothing. Give the address of the primary.')
  })

  it('it is read-only', async () => {
    const url = await newDatabase(postgres.url)
    const name = new URL(url).pathname.slice(1)
    await ask(postgres.url, `ALTER DATABASE ${name} SET default_transaction_read_only = on`)
    expect(await refusal(url)).toBe(`The database takes nothing: default_transaction_read_only is on. Run as its administrator: ALTER DATABASE ${name} SET default_transaction_read_only = off; or the same for the role.`)
  })

  it('its encoding has not every character', async () => {
    await ask(postgres.url, 'CREATE DATABASE latin ENCODING \'LATIN1\' TEMPLATE template0')
    expect(await refusal(withPart(postgres.url, { pathname: '/latin' }))).toMatch(/^The database's encoding is LATIN1, .*CREATE DATABASE workshops ENCODING 'UTF8' TEMPLATE template0;$/)
  })

  it('a newer version has used it', async () => {
    const url = await newDatabase(postgres.url)
    await (await postgresLog(url)).close()
    await ask(url, 'INSERT INTO workshop.migration (no) VALUES (99)')
    expect(await refusal(url)).toMatch(/^The database was last used by a newer version of this tool .* Update this one\. Nothing was changed\.$/)
  })

  it('a role that may not make tables', async () => {
    const url = await newDatabase(postgres.url)
    await ask(postgres.url, 'CREATE ROLE plain LOGIN PASSWORD \'plain-secret\'')
    expect(await refusal(withPart(url, { username: 'plain', password: 'plain-secret' }))).toMatch(/plain may not make its tables .*GRANT CREATE ON DATABASE workshop_\w+ TO plain/)
    await ask(url, `GRANT CREATE ON DATABASE ${new URL(url).pathname.slice(1)} TO plain`)
    await (await postgresLog(withPart(url, { username: 'plain', password: 'plain-secret' }))).close()
  })

  it('a role that may not connect, has no connection left, or finds the tables of another', async () => {
    const url = await newDatabase(postgres.url)
    const name = new URL(url).pathname.slice(1)
    await ask(postgres.url, 'CREATE ROLE other LOGIN PASSWORD \'other-secret\' CONNECTION LIMIT 1')
    const other = withPart(url, { username: 'other', password: 'other-secret' })
    await ask(postgres.url, `REVOKE CONNECT ON DATABASE ${name} FROM PUBLIC`)
    expect(await refusal(other)).toContain(`GRANT CONNECT ON DATABASE ${name} TO other`)
    await ask(postgres.url, `GRANT CONNECT, CREATE ON DATABASE ${name} TO other`)
    expect(await refusal(other)).toMatch(/it has no connection left \(too many connections for role "other"\)\. Each server needs three, /)
    await ask(postgres.url, 'ALTER ROLE other CONNECTION LIMIT -1')
    const used = await newDatabase(postgres.url)
    await (await postgresLog(used)).close()
    expect(await refusal(withPart(used, { username: 'other', password: 'other-secret' }))).toMatch(/other may not use its tables, which another user made \(permission denied for .*\)\. Use that user, or /)
  })
})

it('a setting of the role, by which commits are not waited for, gives way', async () => {
  const url = await newDatabase(postgres.url)
  await ask(url, 'CREATE ROLE hasty SUPERUSER LOGIN PASSWORD \'hasty-secret\'')
  await ask(url, 'ALTER ROLE hasty SET synchronous_commit = off')
  await ask(url, 'ALTER ROLE hasty SET default_transaction_isolation = serializable')
  const hasty = withPart(url, { username: 'hasty', password: 'hasty-secret' })
  expect(await ask(hasty, 'SHOW synchronous_commit')).toEqual([{ synchronous_commit: 'off' }])
  const log = await postgresLog(withPart(hasty, { search: '?options=-c%20synchronous_commit%3Doff' }))
  onTestFinished(log.close)
  expect(await log.query('SHOW synchronous_commit')).toEqual([{ synchronous_commit: 'on' }])
  expect(await log.query('SHOW default_transaction_isolation')).toEqual([{ default_transaction_isolation: 'read committed' }])
})

describe('an address that leads nowhere is refused with what is wrong with it', () => {
  it('a wrong password, an unknown user', async () => {
    const url = await newDatabase(postgres.url)
    expect(await refusal(withPart(url, { password: 'wrong-secret' }))).toMatch(/does not let postgres in .*Correct user and password\.$/)
    expect(await refusal(withPart(url, { username: 'nobody' }))).toContain('does not let nobody in')
  })

  it('an unknown database', async () => {
    expect(await refusal(withPart(postgres.url, { pathname: '/nowhere' }))).toContain('there is no such database. Make it: createdb nowhere')
  })

  it('nothing listens, on any address of the host', async () => {
    const port = String(await freePort())
    for (const hostname of ['127.0.0.1', 'localhost'])
      expect(await refusal(withPart(postgres.url, { hostname, port }))).toBe(`Cannot use the database postgres at ${hostname}:${port}: nothing answers there. Start PostgreSQL, or correct the address.`)
  })

  it('an unknown host', async () => {
    expect(await refusal(withPart(postgres.url, { hostname: 'nowhere.invalid' }))).toContain('there is no such host. Correct the address')
  })

  it.each(['nonsense', 'workshops', '/var/run/postgresql', 'http://host/database', 'mysql://user:my-secret@host/database', 'postgres://', 'postgres://user:my-secret@host:99999/database', 'postgres://user:my#secret@host/database'])('%s', async (url) => {
    expect(await refusal(url)).toBe('--store is no address of a database. It looks like postgres://user:password@host:5432/database')
  })

  it.each([
    ['postgres://app:p@ss/word@host/db', 'The password in --store has a character that has to be encoded there: @ as %40, / as %2F, ? as %3F, # as %23.'],
    ['postgres://app:secret@host', '--store names no database. It looks like postgres://user:password@host:5432/database'],
    ['postgres:///workshops', '--store names no host. It looks like postgres://user:password@host:5432/database'],
  ])('%s', async (url, words) => {
    await expect(postgresLog(url)).rejects.toThrow(words)
  })

  it('something that is no PostgreSQL, and a PostgreSQL without TLS', async () => {
    const server = createServer(socket => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    expect(await refusal(withPart(postgres.url, { port: String((server.address() as { port: number }).port) }))).toContain('See whether it is PostgreSQL.')
    expect(await refusal(withPart(postgres.url, { search: '?sslmode=require' }))).toContain('it takes no TLS. Turn ssl on there, or leave sslmode out of the address.')
  })

  it('something that takes connections and says nothing', async () => {
    const server = createServer(() => {}).listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    expect(await refusal(withPart(postgres.url, { port: String((server.address() as { port: number }).port) }))).toMatch(/^Cannot use the database postgres at 127\.0\.0\.1:\d+: nothing answers there in time/)
  })
})

it('six servers start at once on an empty database, and share what they find', async () => {
  const url = await newDatabase(postgres.url)
  const stores = await Promise.all(Array.from({ length: 6 }, () => postgresStore(url)))
  onTestFinished(() => Promise.all(stores.map(({ close }) => close())).then(() => {}))
  expect(new Set(stores.map(({ secret }) => secret)).size).toBe(1)
  await stores[0]!.log.append('one', () => [startOf('one')])
  await Promise.all(stores.map(({ log }, index) => log.append('one', () => slides(1, index))))
  expect(await stores[3]!.log.workshops()).toEqual([{ id: 'one', length: 7 }])
})

it('a way on which notifications are swallowed is refused', async () => {
  const { port } = new URL(postgres.url)
  const server = createServer((client) => {
    const upstream = connect(Number(port), '127.0.0.1')
    client.on('error', () => {}).on('close', () => upstream.destroy()).pipe(upstream)
    let rest: Buffer = Buffer.alloc(0)
    upstream.on('error', () => {}).on('close', () => client.destroy()).on('data', (bytes: Buffer) => {
      rest = Buffer.concat([rest, bytes])
      const size = () => rest.length < 5 ? Infinity : 1 + rest.readInt32BE(1)
      for (; rest.length >= size(); rest = rest.subarray(size())) {
        // What tells of a notification.
        if (rest[0] !== 'A'.charCodeAt(0))
          client.write(rest.subarray(0, size()))
      }
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const url = await newDatabase(postgres.url)
  expect(await refusal(withPart(url, { port: String((server.address() as { port: number }).port) }))).toContain('Notifications of the database do not arrive. A pooler such as PgBouncer in transaction mode stands between')
})

const bouncer = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer'].find(path => existsSync(path))

it.skipIf(bouncer === undefined)('pgBouncer in transaction mode is refused, whether it takes settings or ignores them; one that pools sessions is not', async () => {
  const folder = dataFolder()
  onTestFinished(folder.remove)
  chmodSync(folder.path, 0o777)
  const url = await newDatabase(postgres.url)
  const { hostname, port, username, password } = new URL(url)
  const pooled = async (mode: string, ignored: string) => {
    const listenPort = await freePort()
    const users = join(folder.path, `users-${listenPort}`)
    const settings = join(folder.path, `${listenPort}.ini`)
    writeFileSync(users, `"${username}" "${password}"\n`)
    writeFileSync(settings, `[databases]\n* = host=${hostname} port=${port}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = ${listenPort}\nunix_socket_dir =\nauth_type = plain\nauth_file = ${users}\npool_mode = ${mode}\n${ignored}`)
    const child = spawn(bouncer!, [...process.getuid?.() === 0 ? ['-u', 'nobody'] : [], settings], { stdio: 'ignore' })
    const ended = once(child, 'exit')
    onTestFinished(async () => {
      child.kill()
      await ended
    })
    const address = withPart(url, { port: String(listenPort) })
    await expect.poll(() => ask(address, 'SELECT 1 AS one').catch(({ message }: Error) => message), { timeout: 10_000 }).toEqual([{ one: 1 }])
    return address
  }
  expect(await refusal(await pooled('transaction', ''))).toMatch(/A pooler such as PgBouncer/)
  const ignored = 'ignore_startup_parameters = options\n'
  expect(await refusal(await pooled('transaction', ignored))).toContain('Notifications of the database do not arrive. A pooler such as PgBouncer in transaction mode stands between')
  await (await postgresLog(await pooled('session', ignored))).close()
}, 30_000)

it('the name of a database has no password', () => {
  expect(JSON.stringify(nameOf(configOf('postgres://me:my-secret@host/database')))).toBe('"the database database at host:5432"')
})
