import type { Need } from './faults/case.ts'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import process from 'node:process'
import { expect, it } from 'vitest'
import { mayInstall } from '../../server/debian.ts'
import { paths } from '../../server/paths.ts'
import { cases } from './faults.ts'
import { NOT_RUN, playAll } from './faults/case.ts'

const small = cases.filter(({ isLong }) => !isLong)
function tell() {}

const isRoot = process.getuid?.() === 0
const works = (program: string, ...args: string[]) => spawnSync(program, args).status === 0
const own = isRoot ? [] : ['--map-root-user']
/** Asked of this machine in another way than the cases ask. */
const isThere: Record<Need, () => boolean> = {
  mounts: () => works('unshare', '--mount', ...own, 'mount', '-t', 'tmpfs', 'none', '/mnt'),
  network: () => works('unshare', '--net', ...own, 'true'),
  account: () => isRoot && works('setpriv', '--reuid=65534', '--clear-groups', 'test', '-x', paths.root),
  clock: () => mayInstall() || existsSync('/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1'),
  terminal: () => works('script', '--version'),
}

it('every fault is told by name, no acknowledged vote is lost, no file is made worse', { timeout: 180_000 }, async () => {
  const findings = await playAll(small, { seed: 1, mutant: undefined, tell })
  expect(findings.filter(({ ok }) => !ok)).toEqual([])
  const notRun = findings.filter(({ what }) => what.endsWith(NOT_RUN)).map(({ what }) => what.slice(0, -NOT_RUN.length))
  expect(notRun).toEqual(small.filter(({ needs }) => needs && !isThere[needs]()).map(({ name }) => name))
})

it.runIf(isThere.mounts())('is noticed: what cannot be stored is acknowledged', { timeout: 60_000 }, async () => {
  const findings = await playAll(cases.filter(({ name }) => name === 'disk full while votes come in'), { seed: 1, mutant: 'swallow-storage', tell })
  expect(findings.filter(({ ok }) => !ok).map(({ what }) => what)).toContain('acknowledged votes lost over a restart')
})
