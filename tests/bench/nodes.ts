import type { Log } from '../../server/log/log.ts'
import type { Finding, Instrument, InstrumentOptions } from '../support/instruments/instrument.ts'
import type { MutantName } from '../support/instruments/mutants.ts'
import type { Running } from '../support/processes/shipped.ts'
import type { Came, Wanted } from './servers/rooms.ts'
import { randomUUID } from 'node:crypto'
import { loadContent } from '../../authoring/load.ts'
import { entryOf } from '../../core/fold.ts'
import { FACILITATOR, SERVER } from '../../core/workshop.ts'
import { logPath } from '../../server/log/data-folder.ts'
import { postgresLog } from '../../server/log/postgres/postgres.ts'
import { sqliteLog } from '../../server/log/sqlite.ts'
import { paths } from '../../server/paths.ts'
import { dataFolder } from '../support/data-folder.ts'
import { atLeast, atMost, told } from '../support/instruments/instrument.ts'
import { newDatabase, startPostgres } from '../support/processes/postgres.ts'
import { spawnScript } from '../support/processes/shipped.ts'
import { median } from './figures.ts'

const SECONDS = 2
/** Votes a second of the open loop. */
const PACE = 2000
const QUIET = 100
/** What several servers may cost, as a trial before them had it: commands a second, and p99, of 1, 2 and 3 ÷ SQLite on one. */
const TRIAL = { speed: [0.85, 0.66, 0.48], p99: [0.6, 1.3, 2.4] }

/** What is measured: each of these on every set of servers. */
const LOADS = {
  'one busy workshop, closed loop': { workshops: 1 },
  'one busy workshop, open loop': { workshops: 1, perSecond: PACE },
  [`${QUIET} quiet workshops, open loop`]: { workshops: QUIET, perSecond: PACE },
} as const

export const nodes: Instrument = {
  name: 'nodes',
  about: `the rooms of 1, 2 and 3 servers on one PostgreSQL ÷ those of one on SQLite, without sockets. --clients: voters, --rounds: of ${SECONDS} s each`,
  run,
}

/** Servers that share a store. */
interface Servers {
  name: string
  all: Running[]
  workshops: number
}

async function run({ clients = 500, rounds = 5, mutant, tell }: InstrumentOptions): Promise<Finding[]> {
  const postgres = await startPostgres()
  const folders = [dataFolder(), dataFolder()]
  const started: Servers[] = []
  try {
    for (const [index, workshops] of [1, QUIET].entries()) {
      const ids = Array.from({ length: workshops }, (_, no) => `bench-${workshops}-${no}`)
      const folder = folders[index]!.path
      await begin(sqliteLog(logPath(folder)), ids)
      started.push(await startServers('SQLite', folder, 1, ids, mutant))
      for (const count of [1, 2, 3]) {
        // Of its own: others would follow what these write.
        const database = await newDatabase(postgres.url)
        await begin(await postgresLog(database), ids)
        started.push(await startServers(`${count}`, database, count, ids, mutant))
      }
    }
    const findings: Finding[] = []
    for (const [load, { workshops, ...wanted }] of Object.entries(LOADS)) {
      const sets = started.filter(set => set.workshops === workshops)
      const came = new Map(sets.map(({ name }) => [name, [] as Came[]]))
      // Once to warm up, then in turns.
      for (let round = -1; round < rounds; round++) {
        for (const { name, all } of sets) {
          const one = await together(all, { ...wanted, seconds: SECONDS, voters: clients })
          if (round >= 0)
            came.get(name)!.push(one)
        }
      }
      const figure = (name: string, of: (one: Came) => number) => median(came.get(name)!.map(of))
      tell(`${load}: ${sets.map(({ name }) => `${name === 'SQLite' ? name : `${name} on PostgreSQL`} ${Math.round(figure(name, ({ votes }) => votes / SECONDS))} a second, p50 ${figure(name, ({ p50 }) => p50).toFixed(2)}, p99 ${figure(name, ({ p99 }) => p99).toFixed(1)} ms`).join('; ')}`)
      for (const [index, name] of ['1', '2', '3'].entries()) {
        const servers = name === '1' ? '1 server' : `${name} servers`
        const p99 = figure(name, ({ p99 }) => p99) / figure('SQLite', ({ p99 }) => p99)
        if ('perSecond' in wanted) {
          findings.push(told(`p99, ${load}, ${servers} ÷ SQLite`, p99.toFixed(2)))
          continue
        }
        findings.push(
          atLeast(`votes a second, ${load}, ${servers} ÷ SQLite`, figure(name, ({ votes }) => votes) / figure('SQLite', ({ votes }) => votes), TRIAL.speed[index]!),
          atMost(`p99, likewise`, p99, TRIAL.p99[index]!),
        )
      }
    }
    return findings
  }
  finally {
    started.forEach(({ all }) => all.forEach(({ signal }) => signal('SIGKILL')))
    await Promise.all(started.flatMap(({ all }) => all.map(({ ended }) => ended)))
    await postgres.stop()
    folders.forEach(({ remove }) => remove())
  }
}

/** Starts workshops, and opens their first poll. */
async function begin(log: Log, ids: readonly string[]): Promise<void> {
  const { file: { title, opening }, polls } = await loadContent(paths.root)
  await Promise.all(ids.map(workshop => log.append(workshop, () => [
    entryOf(0, SERVER, { type: 'workshop:start', id: randomUUID(), workshop, title, opening, polls }),
    entryOf(0, FACILITATOR, { type: 'poll:open', id: randomUUID(), poll: 'opening' }),
  ])))
  await log.close()
}

async function startServers(name: string, where: string, count: number, ids: readonly string[], mutant: MutantName | undefined): Promise<Servers> {
  const all = Array.from({ length: count }, (_, no) => spawnScript('tests/bench/servers/rooms.ts', [`${name[0]}${no}`, where, ...ids], { flags: ['--max-semi-space-size=16'], mutant }))
  await Promise.all(all.map(({ says }) => says(/ready/)))
  return { name, all, workshops: ids.length }
}

/** A load on all servers of a set at once, shared among them. */
async function together(all: readonly Running[], { perSecond, voters, ...wanted }: Wanted): Promise<Came> {
  const parts = await Promise.all(all.map((server, index) => {
    const share = (of: number) => Math.floor(of / all.length) + Number(index < of % all.length)
    return ask(server, { ...wanted, voters: share(voters), ...perSecond !== undefined && { perSecond: share(perSecond) } })
  }))
  // A vote on any of them is a vote like another.
  return { votes: parts.reduce((sum, { votes }) => sum + votes, 0), p50: median(parts.map(({ p50 }) => p50)), p99: Math.max(...parts.map(({ p99 }) => p99)) }
}

async function ask(server: Running, wanted: Wanted): Promise<Came> {
  const lines = () => server.output.out.trim().split('\n')
  const before = lines().length
  server.type(`${JSON.stringify(wanted)}\n`)
  await server.says(new RegExp(`^(?:.*\\n){${before}}.+\\n`))
  return JSON.parse(lines().at(-1)!) as Came
}
