import type { Ended, Running, Shipped } from './shipped.ts'
import { onTestFinished } from 'vitest'
import { spawnScript, startShipped } from './shipped.ts'

export { signIn } from './shipped.ts'

/**
 * Runs a script, which ends with the test.
 * @param script its path from the project's folder
 */
export function start(script: string, ...args: string[]): Running {
  const running = spawnScript(script, args)
  onTestFinished(() => running.signal('SIGKILL'))
  return running
}

/** Runs a script to its end. */
export function run(script: string, ...args: string[]): Promise<Ended> {
  return start(script, ...args).ended
}

/** Runs the workshop as a facilitator would, on a free port; it ends with the test. @param data undefined: `--store` is among the options */
export async function startWorkshop(data: string | undefined, ...args: string[]): Promise<Shipped> {
  const server = await startShipped({ ...data !== undefined && { data }, args })
  onTestFinished(() => server.signal('SIGKILL'))
  return server
}
