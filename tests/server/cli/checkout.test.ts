import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { loadContent } from '../../../authoring/load.ts'
import { paths } from '../../../server/paths.ts'
import { tempFolder } from '../../support/temp-folder.ts'

/** As a folder may be called on Windows too, where a shell would read half of it as something else. */
const ODD_NAME = 'R&D talks (ü) 100% \'a\' $HOME'

/** The names of files that are in git. */
function tracked(): string[] {
  return execFileSync('git', ['ls-files', '-z'], { cwd: paths.root, encoding: 'utf8' }).split('\0').filter(Boolean)
}

describe.runIf(existsSync(join(paths.root, '.git')))('a checkout', () => {
  it('has the same bytes with Windows line ends in git, and is sound in a folder of any name', () => {
    const folder = join(tempFolder(), ODD_NAME)
    execFileSync('git', ['clone', '--quiet', '--config', 'core.autocrlf=true', '--config', 'core.eol=crlf', paths.root, folder], { stdio: 'pipe' })
    const changed = tracked().filter(name => existsSync(join(folder, name)) && !/\.webp$/.test(name) && readFileSync(join(folder, name)).includes('\r\n'))
    expect(changed).toEqual([])
    symlinkSync(join(paths.root, 'node_modules'), join(folder, 'node_modules'), 'junction')
    const { status, stdout, stderr } = spawnSync(process.execPath, ['server/cli/commands/check.ts'], { cwd: folder, encoding: 'utf8' })
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: expect.stringMatching(/^The content is sound: .+\n(?: {2}--route .+\n(?: {4}compared with .+\n)?)+$/), stderr: '' })
  })

  it('has file names that are valid on Windows and differ in more than case', () => {
    const names = tracked()
    expect(names.filter(name => /[<>:"\\|?*]/.test(name) || name.split('/').some(part => /[. ]$/.test(part) || /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(part)))).toEqual([])
    expect(names.filter((name, index) => names.findIndex(other => other.toLowerCase() === name.toLowerCase()) !== index)).toEqual([])
  })
})

describe('a deck whose lines end as on Windows', () => {
  it.each(['.', 'tests/sample-deck'])('has the same polls: %s', async (deck) => {
    const from = join(paths.root, deck)
    const folder = join(tempFolder(), ODD_NAME)
    mkdirSync(folder)
    for (const name of ['slides.md', 'content'].filter(name => existsSync(join(from, name))))
      cpSync(join(from, name), join(folder, name), { recursive: true })
    for (const name of globSync('**/*.{md,yaml}', { cwd: folder }))
      writeFileSync(join(folder, name), readFileSync(join(folder, name), 'utf8').replaceAll('\n', '\r\n'))
    const [{ polls, slides }, windows] = [await loadContent(from), await loadContent(folder)]
    expect(windows.polls).toEqual(polls)
    expect(windows.slides).toEqual(slides)
  })
})
