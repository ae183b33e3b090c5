import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { Unavailable } from './unavailable.ts'

/** Mounts that only those see who run through them. They go with this process, however it ends. */
export interface PrivateMounts {
  /** For `spawnScript`: puts a program among the mounts. */
  through: readonly string[]
  /** A path among the mounts as this process reaches it. */
  seen: (path: string) => string
  /** Runs a shell script among the mounts. */
  run: (script: string) => void
  close: () => void
}

/**
 * @param script mounts what is wanted; a shell's
 * @throws Unavailable where this account or this system may not mount
 */
export async function privateMounts(script: string): Promise<PrivateMounts> {
  if (process.platform !== 'linux')
    throw new Unavailable('mounts of one\'s own are there on Linux only')
  const isRoot = process.getuid!() === 0
  // The last command waits for the end of its input, which the end of this process is too.
  const keeper = spawn('unshare', ['--mount', '--propagation', 'private', ...isRoot ? [] : ['--map-root-user'], 'sh', '-c', `set -e; ${script}\necho mounted; exec cat`], { stdio: ['pipe', 'pipe', 'pipe'] })
  let problem = ''
  keeper.stderr.on('data', chunk => problem += chunk)
  const mounted = await Promise.race([once(keeper.stdout, 'data').then(() => true), once(keeper, 'close').then(() => false), once(keeper, 'error').then(() => false)])
  if (!mounted)
    throw new Unavailable(`mounting is not allowed here: ${problem.trim() || 'there is no unshare'}`)
  // Entering mounts leads to their root.
  const through = ['nsenter', '--target', String(keeper.pid), '--mount', `--wdns=${process.cwd()}`, ...isRoot ? [] : ['--user', '--preserve-credentials']]
  return {
    through,
    seen: path => `/proc/${keeper.pid}/root${path}`,
    run: script => void execFileSync(through[0]!, [...through.slice(1), 'sh', '-ec', script]),
    close: () => keeper.stdin.end(),
  }
}
