import type { LoggedCommand } from '../../../../core/commands/commands.ts'
import type { Entry } from '../../../../core/entry.ts'
import type { SharedLog } from '../../../../server/log/postgres/postgres.ts'
import type { TcpFaults } from '../../../support/processes/tcp-faults.ts'
import process from 'node:process'
import { setTimeout as pass } from 'node:timers/promises'
import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { FACILITATOR } from '../../../../core/workshop.ts'
import { entriesOf } from '../../../../server/log/fold-log.ts'
import { postgresLog } from '../../../../server/log/postgres/postgres.ts'
import { postgresStore } from '../../../../server/log/postgres/store.ts'
import { resumeRoom } from '../../../../server/rooms/room.ts'
import { slides, startOf } from '../../../support/polls/entries.ts'
import { ask, newDatabase, startPostgres } from '../../../support/processes/postgres.ts'
import { startTcpFaults } from '../../../support/processes/tcp-faults.ts'

/** Longer than an append is tried again. */
const BOUNDED_MS = 7000
/** Sessions of servers. */
const OURS = 'application_name LIKE \'workshop %\''

/** A log behind a bad connection, and one behind none, of one database with the workshop `one`. */
async function twoLogs(url?: string): Promise<{ url: string, faults: TcpFaults, far: SharedLog, near: SharedLog, reachable: boolean[], unexpected: unknown[] }> {
  url = await newDatabase(url)
  const faults = await startTcpFaults(Number(new URL(url).port))
  onTestFinished(faults.close)
  const reachable: boolean[] = []
  const unexpected: unknown[] = []
  const onFault = (error: unknown) => void unexpected.push(error)
  const near = await postgresLog(url, { onFault })
  const far = await postgresLog(through(url, faults), { onFault, onReachable: is => void reachable.push(is) })
  onTestFinished(async () => {
    await Promise.all([near.close(), far.close()])
    expect(unexpected).toEqual([])
  })
  await near.append('one', () => [startOf('one')])
  return { url, faults, far, near, reachable, unexpected }
}

function through(url: string, { port }: TcpFaults): string {
  return Object.assign(new URL(url), { port: String(port) }).href
}

function followed(log: SharedLog): Entry[] {
  const entries: Entry[] = []
  onTestFinished(log.follow('one', 0, more => void entries.push(...more)))
  return entries
}

/** The numbers of the slides that are shown, each once, in order. */
function numbers(entries: readonly Entry[]): number[] {
  return [...new Set(entries.flatMap(({ command }) => command.type === 'slide:show' ? [command.no] : []))]
}

it('a database that was killed: nothing is acknowledged that is not stored, and everything goes on once it is back', async () => {
  const postgres = await startPostgres()
  try {
    const url = await newDatabase(postgres.url)
    const [one, two] = await Promise.all([postgresLog(url), postgresLog(url)])
    await one!.append('one', () => [startOf('one')])
    const seen = [followed(one!), followed(two!)]
    const acknowledged: number[] = []
    let no = 1
    const goesOn = new AbortController()
    const appending = (async () => {
      while (!goesOn.signal.aborted) {
        const [slide] = slides(1, no++)
        await one!.append('one', () => [slide!]).then(() => acknowledged.push(...numbers([slide!])), () => {})
      }
    })()
    await expect.poll(() => acknowledged.length).toBeGreaterThan(20)
    await postgres.kill()
    const before = acknowledged.length
    // One that was on its way may have been stored just before.
    await expect(two!.append('one', () => slides(1, 100_000))).rejects.toThrow('The database cannot be reached now')
    expect(acknowledged.length).toBeLessThanOrEqual(before + 1)
    await postgres.restart()
    await expect.poll(() => acknowledged.length, { timeout: 15_000 }).toBeGreaterThan(before + 20)
    goesOn.abort()
    await appending
    await two!.append('one', () => slides(1, 200_000))
    await one!.append('one', () => slides(1, 200_001))
    const stored = await entriesOf(two!, 'one')
    expect(numbers(stored)).toEqual(expect.arrayContaining(acknowledged))
    await expect.poll(() => seen[1]!.length, { timeout: 5000 }).toBe(stored.length)
    seen.forEach(entries => expect(entries).toEqual(stored))
    await Promise.all([one!.close(), two!.close()])
  }
  finally {
    await postgres.stop()
  }
}, 60_000)

it('connections that are cut again and again: an append is stored and acknowledged, and counts once', async () => {
  const { far, near, faults } = await twoLogs()
  const seen = [followed(far), followed(near)]
  const acknowledged: number[] = []
  for (let no = 1; no <= 40; no++) {
    const appended = far.append('one', () => slides(1, no)).then(() => acknowledged.push(...numbers(slides(1, no))))
    if (no % 4 === 0)
      setImmediate(faults.cut)
    await appended
  }
  const stored = await entriesOf(near, 'one')
  // One whose first copy came in after all is there twice, and is settled once by its id.
  expect(numbers(stored)).toEqual(acknowledged)
  await expect.poll(() => seen.map(({ length }) => length), { timeout: 5000 }).toEqual([stored.length, stored.length])
  seen.forEach(entries => expect(entries).toEqual(stored))
}, 30_000)

it('connections that are cut while they are made: nobody takes that for another database', async () => {
  const { far, faults } = await twoLogs()
  let rewound = 0
  onTestFinished(far.follow('one', 0, () => {}, () => rewound++))
  // The last thing that a new connection asks takes a while, and is cut now and then.
  const delaying = faults.delay(15, 5000)
  for (let no = 0; no < 20; no++) {
    await expect.poll(() => far.isReachable(), { timeout: 5000, interval: 5 }).toBe(true)
    faults.cut()
    await pass(160 + 5 * no)
    faults.cut()
  }
  await delaying
  await far.append('one', () => slides(1))
  expect(rewound).toBe(0)
}, 30_000)

it('a connection that hangs: appends end in time, and what others wrote comes afterwards', async () => {
  const { far, near, faults, reachable } = await twoLogs()
  const seen = followed(far)
  await far.append('one', () => slides(1))
  const begun = performance.now()
  const hanging = faults.hang(6500)
  await expect(far.append('one', () => slides(1, 2))).rejects.toThrow('The database cannot be reached now')
  expect(performance.now() - begun).toBeLessThan(BOUNDED_MS)
  await near.append('one', () => slides(1, 3))
  await hanging
  await far.append('one', () => slides(1, 4))
  const stored = await entriesOf(near, 'one')
  expect(seen).toEqual(stored)
  await expect.poll(() => reachable, { timeout: 5000 }).toEqual([false, true])
}, 30_000)

it('connections that are dead and do not say so are noticed before somebody votes', async () => {
  const { faults, url } = await twoLogs()
  const [{ now } = { now: '' }] = await ask<{ now: string }>(url, 'SELECT now()::text')
  faults.silence()
  const anew = () => ask(url, `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND ${OURS} AND backend_start > $1`, [now])
  await expect.poll(async () => (await anew()).length, { timeout: 8000 }).toBe(3)
}, 20_000)

it('what a connection was still to do when it was given up is done before what is sent over the next one, or never', async () => {
  const { far, faults, url } = await twoLogs()
  const sessions = () => ask(url, `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND ${OURS}`)
  const before = await sessions()
  const release = faults.hold()
  await far.append('one', () => slides(1))
  release()
  await far.append('one', () => slides(1, 2))
  await expect.poll(async () => (await sessions()).length).toBe(before.length)
  expect(await ask(url, 'SELECT entries FROM workshop.batch')).toHaveLength(3)
}, 30_000)

it('a workshop that somebody holds holds up nobody else\'s, nor a connection for long', async () => {
  const { near, url } = await twoLogs()
  await near.append('two', () => [startOf('two')])
  const holder = new pg.Client(url)
  await holder.connect()
  onTestFinished(() => holder.end())
  await holder.query('BEGIN')
  await holder.query('DELETE FROM workshop.stream WHERE workshop = \'one\'')
  const [one, two] = await Promise.allSettled([near.append('one', () => slides(1)), near.append('two', () => slides(1))])
  expect([one.status, two.status]).toEqual(['rejected', 'fulfilled'])
  expect(await ask(url, 'SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = \'Lock\'')).toEqual([])
  await holder.query('ROLLBACK')
  await near.append('one', () => slides(1, 2))
  expect(numbers(await entriesOf(near, 'one'))).toEqual([2])
}, 30_000)

it('servers come back while one that is cut off holds the lock of the migrations', async () => {
  const { far, faults, url } = await twoLogs()
  const holder = new pg.Client(url)
  await holder.connect()
  onTestFinished(() => holder.end())
  await holder.query('SELECT pg_advisory_lock($1)', [0x776B7368])
  faults.cut()
  await far.append('one', () => slides(1))
}, 30_000)

it('a database that a newer version has taken meanwhile is told as such', async () => {
  const { faults, url, unexpected } = await twoLogs()
  await ask(url, 'INSERT INTO workshop.migration (no) VALUES (99)')
  faults.cut()
  await expect.poll(() => unexpected.splice(0).map(error => (error as Error).message), { timeout: 8000 }).toEqual([expect.stringContaining('newer version of this tool')])
}, 20_000)

it('a database that lets nobody in any more, or takes nothing, is told once, with its reason', async () => {
  const { url, far, faults, unexpected } = await twoLogs()
  const name = new URL(url).pathname.slice(1)
  const told = () => unexpected.splice(0).map(error => (error as Error).message)
  await ask(url, `ALTER DATABASE ${name} SET default_transaction_read_only = on`)
  faults.cut()
  await expect(far.append('one', () => slides(1))).rejects.toThrow('default_transaction_read_only is on')
  expect(told()).toEqual([expect.stringContaining('The database takes nothing: default_transaction_read_only is on.')])
  expect(far.isReachable()).toBe(false)
  await ask(Object.assign(new URL(url), { pathname: '/postgres' }).href, `ALTER DATABASE ${name} RESET default_transaction_read_only`)
  await expect.poll(() => far.isReachable(), { timeout: 5000 }).toBe(true)
}, 30_000)

it('a long log is read over a slow line', async () => {
  const { far, near, faults, url } = await twoLogs()
  await ask(url, `INSERT INTO workshop.batch SELECT 'one', 1 + no, 1, 'somebody', json_build_array(json_build_object('at', 1, 'by', 'a', 'rules', 6, 'command', json_build_object('type', 'slide:show', 'id', 'slide-' || no, 'no', 1, 'clicks', 0, 'poll', repeat('x', 20000))))::text FROM generate_series(0, 149) AS no`)
  await ask(url, 'UPDATE workshop.stream SET length = 151')
  faults.slow(1_000_000)
  expect(await entriesOf(far, 'one')).toEqual(await entriesOf(near, 'one'))
}, 30_000)

it('a workshop whose log was put back to an earlier state begins anew, and nobody waits for ever', async () => {
  const { near, url, unexpected } = await twoLogs()
  const room = await resumeRoom('one', { log: near, now: () => 5000, onFault: error => void unexpected.push(error) })
  let isRewound = false
  room.onRewound(() => isRewound = true)
  for (const { command } of slides(3))
    await room.submit(FACILITATOR, command as LoggedCommand)
  await ask(url, 'WITH gone AS (DELETE FROM workshop.batch WHERE seq >= 2) UPDATE workshop.stream SET length = 2')
  const [slide] = slides(1, 7)
  const replies = await Promise.all([room.submit(FACILITATOR, slide!.command as LoggedCommand), expect.poll(() => isRewound, { timeout: 5000 }).toBe(true)])
  expect(replies[0]).toMatchObject({ ok: expect.any(Boolean) })
  expect(await room.submit(FACILITATOR, slide!.command as LoggedCommand)).toMatchObject({ code: 'internal', message: expect.stringContaining('opened anew') })
  const fresh = await resumeRoom('one', { log: near, now: () => 5000, onFault: () => {} })
  expect(fresh.workshop.slide.no).toBe(7)
}, 20_000)

it('a standby that has taken over is another history: all workshops begin anew', async () => {
  const postgres = await startPostgres()
  onTestFinished(postgres.stop)
  const { near, unexpected } = await twoLogs(postgres.url)
  let rewound = 0
  onTestFinished(near.follow('one', 0, () => {}, () => rewound++))
  await postgres.kill()
  await postgres.restart()
  await near.append('one', () => slides(1))
  expect(rewound).toBe(0)
  await postgres.standBy()
  await ask(postgres.url, 'SELECT pg_promote()')
  await expect.poll(() => rewound, { timeout: 10_000 }).toBe(1)
  await near.append('one', () => slides(1, 2))
  // It may have been met before it was promoted.
  unexpected.length = 0
}, 40_000)

it('answers that come late come in order', async () => {
  const { far, near, faults } = await twoLogs()
  const seen = followed(far)
  const delaying = faults.delay(300, 2000)
  await Promise.all([far.append('one', () => slides(2)), near.append('one', () => slides(2, 3)), far.append('one', () => slides(2, 5))])
  await delaying
  await far.append('one', () => slides(1, 7))
  expect(seen).toEqual(await entriesOf(near, 'one'))
}, 30_000)

it('a listener that hears nothing any more, and does not know it, catches up', async () => {
  const { url, far, near } = await twoLogs()
  const seen = followed(far)
  await far.append('one', () => slides(1))
  const [listener] = await ask<{ pid: number }>(url, 'SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() ORDER BY backend_start DESC LIMIT 1')
  process.kill(listener!.pid, 'SIGSTOP')
  onTestFinished(() => void process.kill(listener!.pid, 'SIGCONT'))
  const begun = performance.now()
  await near.append('one', () => slides(1, 2))
  await expect.poll(() => seen.length, { timeout: 5000 }).toBe(3)
  expect(performance.now() - begun).toBeLessThan(2000)
  // And hears again, over another connection.
  await expect.poll(() => ask(url, 'SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()'), { timeout: 5000 }).toHaveLength(7)
  await near.append('one', () => slides(1, 3))
  await expect.poll(() => seen.length).toBe(4)
  expect(seen).toEqual(await entriesOf(near, 'one'))
})

it.each(['cut', 'hangs'])('closing while the database is away (%s) ends', async (how) => {
  const url = await newDatabase()
  const faults = await startTcpFaults(Number(new URL(url).port))
  const log = await postgresLog(through(url, faults))
  await log.append('one', () => [startOf('one')])
  followed(log)
  const hanging = how === 'hangs' ? faults.hang(BOUNDED_MS) : faults.close()
  const begun = performance.now()
  const appended = log.append('one', () => slides(1)).then(() => 'stored', () => 'refused')
  await log.close()
  expect(await appended).toBe('refused')
  expect(performance.now() - begun).toBeLessThan(BOUNDED_MS)
  faults.close()
  await hanging
}, 30_000)

it('a close with nothing on its way ends at once, though nobody hears it', async () => {
  const url = await newDatabase()
  const faults = await startTcpFaults(Number(new URL(url).port))
  const log = await postgresLog(through(url, faults))
  const hanging = faults.hang(3000)
  const begun = performance.now()
  await log.close()
  expect(performance.now() - begun).toBeLessThan(2000)
  faults.close()
  await hanging
})

it('a warning that a commit was not waited for is no success', async () => {
  const postgres = await startPostgres()
  try {
    const url = await newDatabase(postgres.url)
    const log = await postgresLog(url)
    await log.append('one', () => [startOf('one')])
    await ask(postgres.url, 'ALTER SYSTEM SET synchronous_standby_names = \'absent\'')
    await ask(postgres.url, 'SELECT pg_reload_conf()')
    await expect.poll(() => ask(postgres.url, 'SHOW synchronous_standby_names')).toEqual([{ synchronous_standby_names: 'absent' }])
    let outcome = 'waits'
    const appended = log.append('one', () => slides(1)).then(() => outcome = 'stored', () => outcome = 'refused')
    const cancelled = async () => (await ask(postgres.url, 'SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = \'SyncRep\'')).length
    await expect.poll(cancelled).toBeGreaterThan(0)
    // It is in the database by now, and on no standby.
    await expect.poll(() => ask(url, 'SELECT length::int FROM workshop.stream')).toEqual([{ length: 2 }])
    await appended
    expect(outcome).toBe('refused')
    await ask(postgres.url, 'ALTER SYSTEM RESET synchronous_standby_names')
    await ask(postgres.url, 'SELECT pg_reload_conf()')
    await expect.poll(() => log.append('one', () => slides(1)).then(() => 'stored', () => 'refused'), { timeout: 10_000 }).toBe('stored')
    await log.close()
  }
  finally {
    await postgres.stop()
  }
}, 60_000)

it('a workshop is deleted with what another server appends meanwhile', async () => {
  const { url, near } = await twoLogs()
  const removed = await (async () => {
    const { default: pg } = await import('pg')
    const other = new pg.Client(url)
    await other.connect()
    await other.query('BEGIN')
    await other.query('UPDATE workshop.stream SET length = length + 1 WHERE workshop = \'one\'')
    const removed = near.remove('one')
    await expect.poll(() => ask(url, 'SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = \'Lock\'')).toHaveLength(1)
    await other.query('INSERT INTO workshop.batch VALUES (\'one\', 1, 1, \'other\', $1)', [JSON.stringify(slides(1))])
    await other.query('COMMIT')
    await other.end()
    return removed
  })()
  expect(removed).toBeUndefined()
  expect(await ask(url, 'SELECT workshop FROM workshop.batch')).toEqual([])
})

it('a workshop whose start came in although the answer was lost is started', async () => {
  const { url, far, faults } = await twoLogs()
  await ask(url, 'CREATE FUNCTION workshop.late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(1); RETURN NEW; END $$')
  await ask(url, 'CREATE TRIGGER late AFTER INSERT ON workshop.batch FOR EACH ROW EXECUTE FUNCTION workshop.late()')
  const started = far.append('two', () => [startOf('two')])
  await expect.poll(() => ask(url, 'SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = \'PgSleep\'')).toHaveLength(1)
  faults.cut()
  await started
  expect(await entriesOf(far, 'two')).toEqual([startOf('two')])
}, 20_000)

it('a link is used up by whoever was first, though the answer was lost', async () => {
  const url = await newDatabase()
  const faults = await startTcpFaults(Number(new URL(url).port))
  const [far, near] = await Promise.all([postgresStore(through(url, faults)), postgresStore(url)])
  onTestFinished(async () => {
    await Promise.all([far!.close(), near!.close()])
    faults.close()
  })
  const outcomes = await Promise.all([far!.links.take('one'), near!.links.take('one')])
  expect(outcomes.toSorted()).toEqual([false, true])
  const delayed = faults.delay(200, 400)
  const taken = far!.links.take('two')
  await expect.poll(() => near!.links.isUsed('two')).toBe(true)
  faults.cut()
  expect(await taken).toBe(true)
  expect(await near!.links.take('two')).toBe(false)
  await delayed
})
