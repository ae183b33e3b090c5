import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import process from 'node:process'
import { paths } from '../../server/paths.ts'

/** A server as a facilitator starts it: a process of its own. */
export interface ServerProcess {
  joinUrl: string
  deckUrl: string
  signInUrl: string
  port: string
  /** As a power cut would. */
  kill: () => Promise<void>
}

/**
 * Runs `server/main.ts`.
 * @param data the folder of its log
 * @param port 0 takes a free one
 * @returns once its banner says that it listens
 */
export async function startProcess(data: string, port = '0'): Promise<ServerProcess> {
  const child = spawn(process.execPath, [join(paths.root, 'server', 'main.ts'), '--no-open', '--port', port, '--data', data], { stdio: ['ignore', 'pipe', 'pipe'] })
  const output = await outputUntil(child, /Facilitator\s+http\S+/)
  const after = (label: string) => new RegExp(`${label}\\s+(http\\S+)`).exec(output)![1]!
  const deckUrl = after('Screen or projector')
  return {
    joinUrl: after('Join with a phone'),
    deckUrl,
    signInUrl: after('Facilitator'),
    port: new URL(deckUrl).port,
    kill: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Runs a command of `server/commands` to its end. */
export async function runCommand(name: string, ...args: string[]): Promise<string> {
  const child = spawn(process.execPath, [join(paths.root, 'server', 'commands', `${name}.ts`), ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', chunk => output += chunk)
  child.stderr.on('data', chunk => output += chunk)
  const [code] = await once(child, 'exit')
  if (code !== 0)
    throw new Error(`${name} ended with ${code}:\n${output}`)
  return output
}

function outputUntil(child: ChildProcess, pattern: RegExp): Promise<string> {
  let output = ''
  return new Promise((resolve, reject) => {
    const take = (chunk: unknown) => {
      output += String(chunk)
      if (pattern.test(output))
        resolve(output)
    }
    child.stdout!.on('data', take)
    child.stderr!.on('data', take)
    child.once('exit', code => reject(new Error(`The server ended with ${code}:\n${output}`)))
  })
}
