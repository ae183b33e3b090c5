import type { renamePatiently } from '../../../server/files.ts'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { checkReportFolder, writeReport } from '../../../server/report/folder.ts'
import { privateMounts } from '../../support/processes/private-mounts.ts'
import { Unavailable } from '../../support/processes/unavailable.ts'
import { tempFolder } from '../../support/temp-folder.ts'

function filesOf(text: string): Record<string, Uint8Array> {
  return Object.fromEntries(['README.md', 'results.json', 'imports/jira.csv'].map(path => [path, new TextEncoder().encode(text)]))
}

/** A place beside which nothing but the report may be left. */
function place() {
  const parent = tempFolder()
  const folder = join(parent, 'report')
  return { parent, folder, jira: () => readFileSync(join(folder, 'imports', 'jira.csv'), 'utf8') }
}

describe('the folder of a report', () => {
  it('is made, and replaced with what it holds', () => {
    const { parent, folder, jira } = place()
    expect(writeReport(folder, { ...filesOf('one'), 'plan.md': new Uint8Array() })).toBe(folder)
    // A file manager looked at it.
    writeFileSync(join(folder, '.DS_Store'), '')
    writeReport(folder, filesOf('two'))
    expect([jira(), existsSync(join(folder, 'plan.md')), readdirSync(parent)]).toEqual(['two', false, ['report']])
  })

  it('may be there, empty', () => {
    const { folder, jira } = place()
    mkdirSync(folder)
    writeReport(folder, filesOf('one'))
    expect(jira()).toBe('one')
  })

  it.each(['notes.txt', 'imports/trello.csv', 'site/notes.txt'])('is not replaced if it holds something else: %s', (name) => {
    const { folder } = place()
    writeReport(folder, filesOf('one'))
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), 'mine')
    expect(() => writeReport(folder, filesOf('two'))).toThrow(`${folder} has something in it that is no part of a report: ${name}. A report replaces its whole folder. Name another folder: --output some/folder`)
    expect(readFileSync(join(folder, name), 'utf8')).toBe('mine')
  })

  it.each(['.env', '.git', 'site/.htaccess'])('is not replaced if it holds what file managers do not make: %s', (name) => {
    const { folder } = place()
    writeReport(folder, filesOf('one'))
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), 'mine')
    expect(() => writeReport(folder, filesOf('two'))).toThrow(`no part of a report: ${name}.`)
  })

  it('is not replaced if it holds another folder, even an empty one', () => {
    const { folder } = place()
    writeReport(folder, filesOf('one'))
    mkdirSync(join(folder, 'drafts'))
    expect(() => checkReportFolder(folder + sep)).toThrow('no part of a report: drafts.')
  })

  it.each([['README.md', 'results.json'], ['results.json', 'README.md']])('is not replaced if it holds %s only', (name, missing) => {
    const { folder } = place()
    mkdirSync(folder)
    writeFileSync(join(folder, name), 'mine')
    expect(() => writeReport(folder, filesOf('one'))).toThrow(`${folder} is not empty, and no report, for it has no ${missing}.`)
    expect(readFileSync(join(folder, name), 'utf8')).toBe('mine')
  })

  it('leaves alone what stands beside it', () => {
    const { parent, folder } = place()
    for (const name of ['report.part', 'report.former'])
      writeFileSync(join(parent, name), 'mine')
    writeReport(folder, filesOf('one'))
    writeReport(folder, filesOf('two'))
    expect(readdirSync(parent).sort()).toEqual(['report', 'report.former', 'report.part'])
  })

  it('throws a fault of the program as it is', () => {
    const { folder } = place()
    expect(() => writeReport(folder, filesOf('one'), () => {
      throw new TypeError('No function')
    })).toThrow(TypeError)
  })

  it('is what it was if the new one can\'t be moved into place', () => {
    const { parent, folder, jira } = place()
    writeReport(folder, filesOf('one'))
    let moves = 0
    const rename: typeof renamePatiently = (from, to) => {
      if (++moves === 2)
        throw Object.assign(new Error('EPERM'), { code: 'EPERM', syscall: 'rename' })
      renameSync(from, to)
    }
    expect(() => writeReport(folder, filesOf('two'), rename)).toThrow(`Cannot write ${folder} while another program has a file of it open. Close it there, or name another folder: --output some/folder`)
    expect([jira(), readdirSync(parent)]).toEqual(['one', ['report']])
  })

  it('is what it was if the disk is full', async ({ skip }) => {
    const disk = tempFolder()
    const mounts = await privateMounts(`mount -t tmpfs -o size=256k none ${disk}`).catch((error: Error) => {
      if (error instanceof Unavailable)
        return skip(error.message)
      throw error
    })
    onTestFinished(mounts.close)
    const folder = join(mounts.seen(disk), 'report')
    writeReport(folder, filesOf('one'))
    expect(() => writeReport(folder, { ...filesOf('two'), 'results.xlsx': new Uint8Array(1 << 20) })).toThrow(`Cannot write ${folder} (ENOSPC). Name another folder: --output some/folder`)
    expect([readFileSync(join(folder, 'imports', 'jira.csv'), 'utf8'), readdirSync(mounts.seen(disk))]).toEqual(['one', ['report']])
    writeReport(folder, filesOf('three'))
    expect(readFileSync(join(folder, 'imports', 'jira.csv'), 'utf8')).toBe('three')
  })
})
