import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeOutput } from '../../server/cli/commands/write-output.ts'
import { removePatiently, renamePatiently } from '../../server/files.ts'
import { tempFolder } from '../support/temp-folder.ts'

/** As on Windows while somebody reads what is to be renamed. */
function inUse(times: number, code = 'EPERM'): typeof renameSync {
  let left = times
  return (from, to) => {
    if (left-- > 0)
      throw Object.assign(new Error(`${code}: operation not permitted`), { code, syscall: 'rename' })
    renameSync(from, to)
  }
}

describe('a rename', () => {
  it.each(['EPERM', 'EACCES', 'EBUSY'])('is repeated on Windows while a scanner reads the folder: %s', (code) => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'new'))
    renamePatiently(join(folder, 'new'), join(folder, 'built'), { patience: 1000, platform: 'win32', rename: inUse(2, code) })
    expect(readdirSync(folder)).toEqual(['built'])
  })

  it('fails in the end with the system\'s error', () => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'new'))
    expect(() => renamePatiently(join(folder, 'new'), join(folder, 'built'), { patience: 200, platform: 'win32', rename: inUse(10) })).toThrow('EPERM')
    expect(readdirSync(folder)).toEqual(['new'])
  })

  it('is not repeated for other errors', () => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'new'))
    expect(() => renamePatiently(join(folder, 'new'), join(folder, 'built'), { patience: 1000, platform: 'linux', rename: inUse(1) })).toThrow('EPERM')
    expect(() => renamePatiently(join(folder, 'nowhere'), join(folder, 'built'), { patience: 1000, platform: 'win32' })).toThrow('ENOENT')
  })

  it('removes nothing where there is nothing', () => {
    expect(() => removePatiently(join(tempFolder(), 'nowhere'))).not.toThrow()
  })
})

describe('a file that another program has open', () => {
  it('is reported and kept, and no draft is left', () => {
    const folder = tempFolder()
    const path = join(folder, 'results.xlsx')
    writeFileSync(path, 'old')
    const open = inUse(1)
    expect(() => writeOutput(path, 'new', open)).toThrow(`Cannot write ${path} while another program has it open. Close it there, or name another place: --output some/folder/name`)
    expect(readFileSync(path, 'utf8')).toBe('old')
    expect(readdirSync(folder)).toEqual(['results.xlsx'])
    writeOutput(path, 'new')
    expect(readFileSync(path, 'utf8')).toBe('new')
  })

  it('is not blamed for other errors', () => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'results.xlsx', 'in it'), { recursive: true })
    expect(() => writeOutput(join(folder, 'results.xlsx'), 'new')).toThrow(/results\.xlsx \((?:EISDIR|ENOTEMPTY|EEXIST)\)\. Name another place/)
    expect(readdirSync(folder)).toEqual(['results.xlsx'])
    expect(existsSync(join(folder, 'results.xlsx', 'in it'))).toBe(true)
  })
})
