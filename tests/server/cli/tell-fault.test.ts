import { execFile } from 'node:child_process'
import process from 'node:process'
import { promisify, stripVTControlCharacters } from 'node:util'
import { expect, it } from 'vitest'
import { createTellFault } from '../../../server/cli/tell-fault.ts'
import { UserError } from '../../../server/user-error.ts'

it('tells what can be mended in plain words, not over and over, and everything else with its stack', () => {
  const lines: string[] = []
  let now = 0
  const tell = createTellFault(line => lines.push(stripVTControlCharacters(line)), () => now)
  const full = new UserError('The disk is full. Make room on it.')
  tell(full)
  now = 9_999
  tell(full)
  expect(lines).toEqual(['✖ The disk is full. Make room on it.'])
  now = 10_000
  tell(full)
  tell(new UserError('The pages are gone.'))
  tell(full)
  expect(lines.slice(1)).toEqual(['✖ The disk is full. Make room on it.', '✖ The pages are gone.', '✖ The disk is full. Make room on it.'])
  const fault = new TypeError('x is no function')
  tell(fault)
  tell(fault)
  expect(lines.slice(4).map(line => (JSON.parse(line) as { error: string }).error)).toEqual([fault.stack, fault.stack])
})

it('a fault that nobody caught is told and ends no server', async () => {
  const script = `
    import { surviveFaults } from ${JSON.stringify(new URL('../../../server/cli/tell-fault.ts', import.meta.url).href)}
    surviveFaults(error => console.log(error.message))
    setImmediate(() => { throw new Error('thrown') })
    setImmediate(() => void Promise.reject(new Error('rejected')))
    setTimeout(() => console.log('going on'))
  `
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script])
  expect(stdout.trim().split('\n').sort()).toEqual(['going on', 'rejected', 'thrown'])
})
