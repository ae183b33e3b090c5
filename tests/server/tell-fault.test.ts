import { stripVTControlCharacters } from 'node:util'
import { expect, it } from 'vitest'
import { createTellFault } from '../../server/tell-fault.ts'
import { UserError } from '../../server/user-error.ts'

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
