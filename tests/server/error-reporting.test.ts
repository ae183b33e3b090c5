import { stripVTControlCharacters } from 'node:util'
import { expect, it, onTestFinished, vi } from 'vitest'
import { warnOf } from '../../server/error-reporting.ts'

it('warnings of any kind stand under words that fit them', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  onTestFinished(() => warn.mockRestore())
  warnOf([])
  expect(warn).not.toHaveBeenCalled()
  warnOf([{ file: 'content/workshop.yaml', line: 13, field: 'ahead.until', message: 'has passed' }])
  expect(stripVTControlCharacters(String(warn.mock.lastCall))).toBe('! The content is usable, but look at this:\n  content/workshop.yaml:13  ahead.until: has passed')
})
