import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { expect, it } from 'vitest'
import { paths } from '../../../server/paths.ts'

it('a process that has had a database ends with what it has to say', () => {
  const script = 'const { startPostgres } = await import("./tests/support/processes/postgres.ts"); const postgres = await startPostgres(); await postgres.stop(); process.exitCode = 3'
  expect(spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: paths.root }).status).toBe(3)
})
