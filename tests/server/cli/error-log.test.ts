import { execFile } from 'node:child_process'
import process from 'node:process'
import { promisify, stripVTControlCharacters } from 'node:util'
import { expect, it } from 'vitest'
import { createErrorLog } from '../../../server/cli/error-log.ts'
import { UserError } from '../../../server/user-error.ts'

it('prints errors that the user can fix in plain words, once in ten seconds, and all others with their stack', () => {
  const lines: string[] = []
  let now = 0
  const log = createErrorLog(line => lines.push(stripVTControlCharacters(line)), () => now)
  const full = new UserError('The disk is full. Make room on it.')
  log(full)
  now = 9_999
  log(full)
  expect(lines).toEqual(['✖ The disk is full. Make room on it.'])
  now = 10_000
  log(full)
  log(new UserError('The pages are gone.'))
  log(full)
  expect(lines.slice(1)).toEqual(['✖ The disk is full. Make room on it.', '✖ The pages are gone.', '✖ The disk is full. Make room on it.'])
  const fault = new TypeError('x is no function')
  log(fault)
  log(fault)
  expect(lines.slice(4).map(line => (JSON.parse(line) as { error: string }).error)).toEqual([fault.stack, fault.stack])
})

it('an uncaught error is logged and does not end the server', async () => {
  const script = `
    import { surviveErrors } from ${JSON.stringify(new URL('../../../server/cli/error-log.ts', import.meta.url).href)}
    surviveErrors(error => console.log(error.message))
    setImmediate(() => { throw new Error('thrown') })
    setImmediate(() => void Promise.reject(new Error('rejected')))
    setTimeout(() => console.log('going on'))
  `
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script])
  expect(stdout.trim().split('\n').sort()).toEqual(['going on', 'rejected', 'thrown'])
})
