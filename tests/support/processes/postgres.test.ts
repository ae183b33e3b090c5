import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { expect, it } from 'vitest'
import { paths } from '../../../server/paths.ts'

it.each([0, 3])('a process that has had a database ends with what it has to say: %i', (code) => {
  const script = `const { startPostgres } = await import("./tests/support/processes/postgres.ts"); const postgres = await startPostgres(); await postgres.stop(); process.exitCode = ${code}`
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: paths.root, encoding: 'utf8' })
  expect([status, stderr]).toEqual([code, ''])
})
