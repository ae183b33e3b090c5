import type { Ended } from '../../support/processes/shipped.ts'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openDataFolder } from '../../../server/log/data-folder.ts'
import { postgresStore } from '../../../server/log/postgres/store.ts'
import { ask, newDatabase } from '../../support/processes/postgres.ts'
import { spawnScript } from '../../support/processes/shipped.ts'
import { freePort } from '../../support/server/free-port.ts'
import { storeWorkshops } from '../../support/server/stored-workshops.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const MAIN = 'server/cli/main.ts'
const MOVE = 'server/cli/commands/move.ts'
const DELETE = 'server/cli/commands/delete.ts'
const WORKSHOPS = 'server/cli/commands/workshops/workshops.ts'
const EXPORT_LOG = 'server/cli/commands/export-log.ts'

/** Runs a script to its end, with variables. */
function run(script: string, env: Record<string, string>, ...args: string[]): Promise<Ended> {
  const running = spawnScript(script, args, { env })
  onTestFinished(() => running.signal('SIGKILL'))
  return running.ended
}

/** A data folder with so many workshops. */
async function filled(count: number): Promise<string> {
  const data = join(tempFolder(), 'data')
  openDataFolder(data)
  await storeWorkshops(data, { count, ended: { people: 2, polls: 1 } })
  return data
}

/** A database with so many workshops, and their ids. */
async function database(count = 0): Promise<{ url: string, ids: string[] }> {
  const url = await newDatabase()
  if (count > 0)
    expect(await run(MOVE, {}, '--from', await filled(count), '--to', url)).toMatchObject({ code: 0 })
  return { url, ids: await idsIn(url) }
}

async function idsIn(url: string): Promise<string[]> {
  const store = await postgresStore(url)
  const ids = (await store.log.workshops()).map(({ id }) => id)
  await store.close()
  return ids
}

function problem(line: RegExp) {
  return { code: 1, err: expect.stringMatching(new RegExp(`^✖ ${line.source}\\n$`)) as string }
}

describe('where the workshops are', () => {
  it('is the typed folder, whatever the environment says', async () => {
    const [{ url, ids }, data] = [await database(2), await filled(1)]
    const [shared, own] = [ids.at(-1)!, ids[0]!]
    const env = { DATABASE_URL: url }
    expect((await run(WORKSHOPS, env, '--data', data)).out.trim().split('\n')).toHaveLength(1)
    expect(await run(DELETE, env, '--data', data, '--workshop', shared, '--yes')).toMatchObject(problem(new RegExp(`There is no workshop "${shared}" in .+/data\\. There are: ${own}`)))
    expect(await run(EXPORT_LOG, env, '--data', data, '--workshop', shared, '--output', join(data, 'log'))).toMatchObject({ code: 1 })
    expect(await run(WORKSHOPS, env, 'delete', shared, '--data', data, '--yes')).toMatchObject({ code: 1 })
    expect(await idsIn(url)).toEqual(ids)
    const server = spawnScript(MAIN, ['--no-open', '--port', '0', '--data', data], { env })
    onTestFinished(() => server.signal('SIGKILL'))
    expect(await server.says(/Facilitator\s+http\S+/)).not.toContain('one of the servers on')
  })

  it('is one thing where it is typed', async () => {
    const { url } = await database()
    for (const script of [MAIN, WORKSHOPS])
      expect(await run(script, {}, '--data', tempFolder(), '--store', url)).toMatchObject({ code: 1, err: expect.stringMatching(/--store <url>' cannot be used with option '--data <folder>'/) as string })
  })

  it('is the folder, or the database, of the environment; an empty variable is none', async () => {
    const [{ url }, data] = [await database(2), await filled(1)]
    const linesOf = async (env: Record<string, string>, ...args: string[]) => (await run(WORKSHOPS, env, ...args)).out.trim().split('\n').length
    expect(await linesOf({ WORKSHOP_DATA: data })).toBe(1)
    expect(await linesOf({ WORKSHOP_DATA: data, DATABASE_URL: '' })).toBe(1)
    // An image names its folder in any case.
    expect(await linesOf({ WORKSHOP_DATA: data, DATABASE_URL: url })).toBe(2)
    expect(await linesOf({ WORKSHOP_DATA: tempFolder() }, '--store', url)).toBe(2)
    expect(await run(DELETE, { WORKSHOP_DATA: join(data, 'nowhere') }, '--workshop', 'one')).toMatchObject(problem(/There is no workshop in .+ \(--data is set by WORKSHOP_DATA\.\)/))
    // What else stands for an option is about starts.
    expect(await run(DELETE, { WORKSHOP_DATA: data, WORKSHOP_ID: 'one' })).toMatchObject({ code: 1, err: expect.stringContaining('required option \'--workshop <id>\' not specified') as string })
    const { out } = await run(WORKSHOPS, {}, 'delete', '--help')
    expect(out.replace(/\s+/g, ' ')).toMatch(/\(env: WORKSHOP_DATA\).+\(env: DATABASE_URL\)/)
  })
})

describe('a start on a database', () => {
  it.each<[why: string, args: (taken: string) => string[], line: RegExp]>([
    ['its port is taken', taken => ['--port', taken], /Port \d+ is taken\. .+/],
    ['the port of its metrics is taken', taken => ['--metrics-port', taken], /The metrics cannot be at 127\.0\.0\.1, port \d+ \(EADDRINUSE\)\. .+/],
    ['a workshop is named that there is not', () => ['--workshop', 'nothing'], /There is no workshop "nothing" in the database .+/],
    ['one of its decks is none', () => ['nowhere.md'], /There is no .+nowhere\.md\. .+/],
  ])('ends where %s', async (_, args, line) => {
    const { url } = await database(1)
    const taken = createServer().listen(0)
    await once(taken, 'listening')
    onTestFinished(() => void taken.close())
    const port = String((taken.address() as { port: number }).port)
    expect(await run(MAIN, { DATABASE_URL: url }, '--no-open', '--port', '0', ...args(port))).toMatchObject(problem(line))
  })

  it('says that its metrics cannot be at the port of its pages', async () => {
    const port = String(await freePort())
    for (const [name, value] of [['DATABASE_URL', (await database()).url], ['WORKSHOP_DATA', tempFolder()]] as const)
      expect(await run(MAIN, { [name]: value, WORKSHOP_PORT: port, WORKSHOP_METRICS_PORT: port }, '--no-open')).toMatchObject(problem(new RegExp(`--port and --metrics-port are both ${port}\\. .+ \\(--port is set by WORKSHOP_PORT, --metrics-port is set by WORKSHOP_METRICS_PORT\\.\\)`)))
  })

  it.each([['--seats', '3'], ['--route', '90'], ['--compare', 'none']])('refuses %s, which is about one workshop', async (...option) => {
    const { url } = await database(2)
    expect(await run(MAIN, { DATABASE_URL: url }, '--no-open', '--port', '0', ...option)).toMatchObject(problem(new RegExp(`${option[0]} is about one workshop, .+ Add --workshop <id> or --new, .+`)))
  })

  it('tells in its log that the database is away, and that it is back, which is no error', async () => {
    const { url } = await database()
    const server = spawnScript(MAIN, ['--no-open', '--port', '0', '--log-format', 'json'], { env: { DATABASE_URL: url } })
    onTestFinished(() => server.signal('SIGKILL'))
    await server.says(/"message":"started"/)
    await ask(url, 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE \'workshop %\'')
    const lines = (await server.says(/is there again/)).trim().split('\n').map(line => JSON.parse(line) as { level: string, message: string })
    expect(lines.filter(({ message }) => /the database/i.test(message)).map(({ level, message }) => [level, message])).toEqual([
      ['warn', expect.stringContaining('cannot be reached') as string],
      ['info', 'The database is there again.'],
    ])
  })
})

describe('a command on a database', () => {
  it('says how a workshop is started and served there', async () => {
    const { url } = await database()
    const env = { DATABASE_URL: url }
    expect((await run(WORKSHOPS, env)).out).toBe('There is no workshop yet. Start one on the home page of a server, or with npm run workshops -- new.\n')
    expect(await run(EXPORT_LOG, env)).toMatchObject(problem(/There is no workshop in the database .+ yet\. Start one on the home page of a server, or with npm run workshops -- new\./))
    expect((await run(WORKSHOPS, env, 'new')).out).toMatch(/^\S+ is open\. Every server on the database serves it\.\n$/)
  })

  it('says what PostgreSQL keeps of a workshop that it deletes', async () => {
    const { url, ids: [one, other] } = await database(2)
    const said = 'is deleted. PostgreSQL keeps deleted rows until it vacuums, and in its write-ahead log and backups for longer. Copies elsewhere'
    expect((await run(DELETE, { DATABASE_URL: url }, '--workshop', one!, '--yes')).out).toContain(said)
    expect((await run(WORKSHOPS, { DATABASE_URL: url }, 'delete', other!, '--yes')).out).toContain(said)
    for (const help of [await run(DELETE, {}, '--help'), await run(WORKSHOPS, {}, 'delete', '--help')])
      expect(help.out.replace(/\s+/g, ' ')).toContain('nothing of it stays in a data folder; PostgreSQL keeps deleted rows for a while')
  })

  it('ends where the database has something else in its tables', async () => {
    const { url } = await database(1)
    await ask(url, 'ALTER TABLE workshop.stream RENAME COLUMN length TO size')
    expect(await run(WORKSHOPS, { DATABASE_URL: url })).toMatchObject({ code: 1, out: '' })
  })
})
