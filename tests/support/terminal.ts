import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import process from 'node:process'
import { stripVTControlCharacters } from 'node:util'
import { onTestFinished } from 'vitest'
import { paths } from '../../server/paths.ts'

export interface Ended {
  code: number | null
  out: string
  err: string
}

/** A script of this project that runs as a process of its own. */
export interface Running {
  /** Resolves with the output so far, once it matches. Rejects when the process ends before. */
  says: (pattern: RegExp) => Promise<string>
  signal: (signal: NodeJS.Signals) => void
  ended: Promise<Ended>
}

/** @param script its path from the project's folder */
export function start(script: string, ...args: string[]): Running {
  const child = spawn(process.execPath, [join(paths.root, script), ...args], { cwd: paths.root, stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const output = { out: '', err: '' }
  child.stdout.on('data', chunk => output.out += stripVTControlCharacters(String(chunk)))
  child.stderr.on('data', chunk => output.err += stripVTControlCharacters(String(chunk)))
  const ended = once(child, 'close').then(([code]): Ended => ({ code: code as number | null, ...output }))
  return { says: pattern => saying(child, output, ended, pattern), signal: signal => void child.kill(signal), ended }
}

/** Runs a script to its end. */
export function run(script: string, ...args: string[]): Promise<Ended> {
  return start(script, ...args).ended
}

export interface RunningServer extends Running {
  joinUrl: string
  deckUrl: string
  signInUrl: string
  port: number
}

/** Runs the workshop as a facilitator would, on a free port; resolves once its banner is there. */
export async function startWorkshop(data: string, ...args: string[]): Promise<RunningServer> {
  const server = start('server/main.ts', '--no-open', '--port', '0', '--data', data, ...args)
  const banner = await server.says(/Facilitator\s+http\S+/)
  const after = (label: string) => new RegExp(`${label}\\s+(http\\S+)`).exec(banner)![1]!
  const deckUrl = after('Screen or projector')
  return { ...server, deckUrl, joinUrl: after('Join with a phone'), signInUrl: after('Facilitator'), port: Number(new URL(deckUrl).port) }
}

/** Signs in as the facilitator's browser does. */
export async function signIn({ signInUrl }: RunningServer): Promise<string> {
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
