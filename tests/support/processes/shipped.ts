import type { ChildProcess } from 'node:child_process'
import type { MutantName } from '../instruments/mutants.ts'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { stripVTControlCharacters } from 'node:util'
import { paths } from '../../../server/paths.ts'

/** How a process ended, with all that it wrote. */
export interface Ended {
  code: number | null
  out: string
  err: string
}

/** A script of this project that runs as a process of its own. */
export interface Running {
  readonly pid: number
  /** What it wrote until now. */
  readonly output: Readonly<{ out: string, err: string }>
  /** The same, of both streams, with whatever a terminal would obey. */
  readonly raw: Readonly<{ text: string }>
  /** Resolves with the standard output so far, once it matches. Rejects when the process ends before. */
  says: (pattern: RegExp) => Promise<string>
  signal: (signal: NodeJS.Signals) => void
  /** Writes to its standard input. */
  type: (text: string) => void
  /** Reads no more of what it writes: its outputs are broken pipes. */
  hangUp: () => void
  ended: Promise<Ended>
}

export interface SpawnOptions {
  /** Programs and options in front of the interpreter, such as `['strace', '-f']`. */
  through?: readonly string[]
  /** Options of the interpreter. */
  flags?: readonly string[]
  env?: Record<string, string>
  /** A fault to build into the server, to see that an instrument notices it. */
  mutant?: MutantName | undefined
}

/** @param script its path from the project's folder */
export function spawnScript(script: string, args: readonly string[], { through = [], flags = [], env = {}, mutant }: SpawnOptions = {}): Running {
  const mutating = mutant ? ['--import', join(paths.root, 'tests/support/instruments/mutate.ts')] : []
  const [program, ...rest] = [...through, process.execPath, ...flags, ...mutating, join(paths.root, script), ...args]
  const child = spawn(program!, rest, {
    cwd: paths.root,
    stdio: 'pipe',
    env: { ...process.env, ...mutant && { MUTANT: mutant }, ...env },
  })
  // Whoever stops an instrument stops what it runs.
  const end = () => void child.kill('SIGKILL')
  process.once('exit', end)
  child.once('exit', () => process.off('exit', end))
  const output = { out: '', err: '' }
  const raw = { text: '' }
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', chunk => raw.text += String(chunk))
  child.stdout.on('data', chunk => output.out += stripVTControlCharacters(String(chunk)))
  child.stderr.on('data', chunk => output.err += stripVTControlCharacters(String(chunk)))
  const ended = Promise.race([
    once(child, 'close').then(([code]): Ended => ({ code: code as number | null, ...output })),
    once(child, 'error').then(([error]): Ended => ({ code: null, out: output.out, err: String(error) })),
  ])
  return { pid: child.pid!, output, raw, says: pattern => saying(child, output, ended, pattern), signal: signal => void child.kill(signal), type: text => void child.stdin.write(text), hangUp: () => [child.stdout, child.stderr].forEach(pipe => pipe.destroy()), ended }
}

export interface Shipped extends Running {
  port: number
  /** On this machine. */
  url: string
  joinUrl: string
  deckUrl: string
  signInUrl: string
}

export interface ShippedOptions extends SpawnOptions {
  /** The data folder. */
  data: string
  /** Further options of `npm start`. */
  args?: readonly string[]
  /** 0, the default, takes any free port. */
  port?: number
}

/** Runs the workshop just as `npm start` does; resolves once its banner is there. Whoever starts it ends it. @param options without a folder, the environment names a database */
export async function startShipped({ data, args = [], port = 0, ...options }: Omit<ShippedOptions, 'data'> & { data?: string }): Promise<Shipped> {
  const { script, flags } = startCommand()
  const server = spawnScript(script, ['--no-open', '--port', String(port), ...data === undefined ? [] : ['--data', data], ...args], { ...options, flags: [...flags, ...options.flags ?? []] })
  const banner = await server.says(/Facilitator\s+http\S+/)
  const after = (label: string) => new RegExp(`${label}\\s+(http\\S+)`).exec(banner)?.[1] ?? ''
  const signInUrl = after('Facilitator')
  const listening = Number(new URL(signInUrl).port)
  return { ...server, port: listening, url: `http://localhost:${listening}`, joinUrl: after('Join with a phone'), deckUrl: after('Screen or projector'), signInUrl }
}

/** The interpreter's options and the script, out of package.json: what is measured is what is shipped. */
export function startCommand(): { script: string, flags: string[] } {
  const { scripts } = JSON.parse(readFileSync(join(paths.root, 'package.json'), 'utf8')) as { scripts: { start: string } }
  const [, ...words] = scripts.start.split(' ')
  return { script: words.at(-1)!, flags: words.slice(0, -1) }
}

/** Signs in as the facilitator's browser does; resolves with the cookie. */
export async function signIn({ signInUrl }: Pick<Shipped, 'signInUrl'>): Promise<string> {
  const response = await fetch(signInUrl)
  return response.headers.getSetCookie()[0]!.split(';')[0]!
}

async function saying(child: ChildProcess, output: { out: string, err: string }, ended: Promise<Ended>, pattern: RegExp): Promise<string> {
  const seen = new Promise<string>((resolve) => {
    const look = () => pattern.test(output.out) && resolve(output.out)
    child.stdout!.on('data', look)
    look()
  })
  const tooEarly = ended.then(({ code, out, err }) => {
    throw new Error(`It ended with ${code} before it said ${pattern}:\n${out}${err}`)
  })
  // Ends unheard once the pattern was seen.
  tooEarly.catch(() => {})
  return Promise.race([seen, tooEarly])
}
