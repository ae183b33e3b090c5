import type { Finding } from '../../support/instruments/instrument.ts'
import type { MutantName } from '../../support/instruments/mutants.ts'
import type { Running, Shipped, ShippedOptions } from '../../support/processes/shipped.ts'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { told } from '../../support/instruments/instrument.ts'
import { spawnScript, startCommand, startShipped } from '../../support/processes/shipped.ts'
import { Unavailable } from '../../support/processes/unavailable.ts'

/** A mount, an account or a network for one server alone; a clock that can be moved; a terminal. */
export type Need = 'mounts' | 'account' | 'network' | 'clock' | 'terminal'

/** One fault, or a few of a kind, and what came of it. */
export interface Case {
  name: string
  /** Long, or tested elsewhere as well: not in the small run. */
  isLong?: boolean
  /** What not every machine has. */
  needs?: Need
  run: (stage: Stage) => Promise<Finding[]>
}

/** What a case is played on. All of it goes with the case. */
export interface Stage {
  seed: number
  /** An empty folder. */
  folder: () => string
  start: (options: ShippedOptions) => Promise<Shipped>
  /** Runs two servers or more: whoever wants to see how each of them ends. */
  spawn: (options: ShippedOptions) => Running
  /** Runs the server, which has to end by itself, with a message that says what is wrong and how to fix it. */
  refusal: (what: string, message: RegExp, options: ShippedOptions & Refused) => Promise<Finding>
  onEnd: (clean: () => void) => void
  /** Made by the first case that asks for it, and there for all. */
  once: <Value>(name: string, make: (lasting: Omit<Stage, 'once'>) => Promise<Value>) => Promise<Value>
}

interface Refused {
  /** The data folder as this process reaches it, where that is another path. */
  seen?: string
}

/** Ends the name of a finding that stands for a case that was not run. */
export const NOT_RUN = ': not run'

/** Within this a facilitator is told what is wrong. */
const TOLD_MS = 5000
const TOLD = 'told with its fix within 5 s (times the load of a core, where that is above 1), no file altered'
/** Nothing more comes of a server that has said nothing until then. */
const GIVEN_UP_MS = 30_000

export interface PlayOptions {
  seed: number
  mutant: MutantName | undefined
  tell: (line: string) => void
}

/** Plays cases, as many at once as there are cores; one that cannot be played here is told as not run. */
export async function playAll(cases: readonly Case[], options: PlayOptions): Promise<Finding[]> {
  const lasting = stageFor(options)
  const made = new Map<string, Promise<unknown>>()
  const once: Stage['once'] = (name, make) => {
    if (!made.has(name))
      made.set(name, make(lasting))
    return made.get(name) as ReturnType<typeof make>
  }
  const findings: Finding[][] = []
  const waiting = cases.entries()
  async function work(): Promise<void> {
    for (const [index, one] of waiting) {
      const from = performance.now()
      const stage = stageFor(options)
      findings[index] = await play(one, { ...stage, once }).finally(stage.clean)
      options.tell(`${one.name} (${Math.round(performance.now() - from)} ms)`)
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work)).finally(lasting.clean)
  return findings.flat()
}

async function play({ name, run }: Case, stage: Stage): Promise<Finding[]> {
  try {
    return await run(stage)
  }
  catch (error) {
    if (error instanceof Unavailable)
      return [told(`${name}${NOT_RUN}`, error.message)]
    return [{ what: name, measured: String(error), goal: 'runs to its end', ok: false }]
  }
}

function stageFor({ seed, mutant }: PlayOptions): Omit<Stage, 'once'> & { clean: () => void } {
  const ends: (() => void)[] = []
  const onEnd = (clean: () => void) => void ends.unshift(clean)
  const killed = <Process extends Running>(running: Process) => {
    onEnd(() => running.signal('SIGKILL'))
    return running
  }
  const spawn = ({ data, args = [], port = 0, ...options }: ShippedOptions) => {
    const { script, flags } = startCommand()
    return killed(spawnScript(script, ['--no-open', '--port', String(port), '--data', data, ...args], { mutant, flags, ...options }))
  }
  return {
    seed,
    folder: () => {
      const path = mkdtempSync(join(tmpdir(), 'workshop-'))
      onEnd(() => rmSync(path, { recursive: true, force: true }))
      return path
    },
    start: async options => killed(await startShipped({ mutant, ...options })),
    spawn,
    refusal: (what, message, { seen, ...options }) => refusal(what, message, seen ?? options.data, () => spawn(options)),
    onEnd,
    clean: () => ends.forEach(clean => clean()),
  }
}

async function refusal(what: string, message: RegExp, data: string, spawn: () => Running): Promise<Finding> {
  const before = filesIn(data)
  const from = performance.now()
  const server = spawn()
  const giveUp = setTimeout(() => server.signal('SIGKILL'), GIVEN_UP_MS)
  const started = server.says(/Facilitator\s+http/).then(() => true, () => false)
  started.then(yes => yes && server.signal('SIGKILL'))
  const { code, err } = await server.ended
  clearTimeout(giveUp)
  const ms = performance.now() - from
  const { limit, load } = patience()
  const after = filesIn(data)
  const altered = [...before].filter(([name, digest]) => after.get(name) !== digest).map(([name]) => name)
  const wrong = [
    ...await started ? ['it started'] : [],
    ...code === 1 ? [] : [`it ended with ${code}`],
    ...message.test(err) && !/^\s+at /m.test(err) ? [] : [`it said: ${err.trim() || 'nothing'}`],
    ...ms <= limit ? [] : ['too late'],
    ...altered.map(name => `altered: ${name}`),
  ]
  return {
    what,
    measured: `${Math.round(ms)} ms${load > 1 ? ` at a load of ${load.toFixed(1)} a core` : ''}${wrong.length > 0 ? `; ${wrong.join('; ')}` : ''}`,
    goal: TOLD,
    ok: wrong.length === 0,
  }
}

/** Milliseconds until something has to be told. A machine that has more to do than it has cores for is slower for everybody. */
export function patience(): { limit: number, load: number } {
  const load = loadavg()[0]! / availableParallelism()
  return { limit: TOLD_MS * Math.max(1, load), load }
}

/** Digests by name. Without the lock, and SQLite's index of a write-ahead log, which it makes anew whenever it likes. */
export function filesIn(folder: string): Map<string, string> {
  try {
    return new Map(readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter(entry => entry.isFile() && !/^server\.lock|-shm$/.test(entry.name))
      .map(({ parentPath, name }) => join(parentPath, name))
      .map(path => [path, createHash('sha256').update(readFileSync(path)).digest('hex')]))
  }
  catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOTDIR')
      return new Map([[folder, createHash('sha256').update(readFileSync(folder)).digest('hex')]])
    if (code === 'ENOENT')
      return new Map()
    throw error
  }
}
