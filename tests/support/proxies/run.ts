import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { onTestFinished } from 'vitest'
import { TOOLS_ENV } from '../processes/tool.ts'
import { needProgram } from './programs.ts'

/**
 * Runs a proxy, which ends with the test. Resolves once it has said that it is ready.
 * @throws Error with what it said instead, or that says how to install it
 */
export async function runProxy(program: 'nginx' | 'caddy', args: readonly string[], ready: RegExp): Promise<void> {
  await needProgram(program)
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], env: TOOLS_ENV })
  const end = () => void child.kill()
  process.once('exit', end)
  const ended = once(child, 'exit')
  onTestFinished(async () => {
    process.off('exit', end)
    end()
    await ended
  })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk) => {
      said += chunk
      if (ready.test(said))
        resolve()
    })
    void ended.then(() => reject(new Error(`${program} has ended:\n${said}`)))
  })
}
