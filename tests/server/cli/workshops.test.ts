import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { paths } from '../../../server/paths.ts'
import { run, startWorkshop } from '../../support/processes/terminal.ts'
import { sampleDeck } from '../../support/sample-deck.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const SCRIPT = 'server/cli/commands/workshops/workshops.ts'
const SAMPLE = sampleDeck()

/** `npm run workshops` on a data folder. */
async function workshops(data: string, ...words: string[]): Promise<string> {
  const { out, err, code } = await run(SCRIPT, ...words, '--data', data)
  return code === 0 ? out : err
}

describe('npm run workshops', { timeout: 120_000 }, () => {
  it('lists, starts, renames, ends, reopens and deletes without a server', async () => {
    const data = tempFolder()
    expect(await workshops(data, 'list')).toContain('There is no workshop yet')
    const id = /^(\S+) is open\. Serve it with npm start\.\n$/.exec(await workshops(data, 'new', '--title', 'Team B', '--route', '90'))![1]!
    const code = id.slice(-6)
    expect(await workshops(data, 'new', '--route', 'nowhere')).toContain('--route nowhere is not known')
    expect(await workshops(data, 'rename', code, 'Team C')).toBe(`${id} is called "Team C".\n`)
    expect(await workshops(data, 'end', id)).toBe(`${id} has ended.\n`)
    expect(await workshops(data, 'list')).toMatch(new RegExp(`^${code} +ended .+${id} +Team C\\n$`))
    expect(await workshops(data, 'reopen', code)).toBe(`${id} is open again.\n`)
    expect(await workshops(data, 'end', 'nothing')).toContain(`There is no workshop "nothing" in ${data}. There are: ${id}`)
    expect(await workshops(data, 'delete', code, '--yes')).toContain(`${id} is deleted.`)
    expect(await workshops(data, 'list')).toContain('There is no workshop yet')
  })

  it('asks the server that runs, which goes on with the workshop of any of its decks', async () => {
    const data = tempFolder()
    const id = /^\S+/.exec(await workshops(data, 'new', join(SAMPLE, 'slides.md'), '--title', 'Another deck'))![0]
    const server = await startWorkshop(data, paths.root, SAMPLE)
    expect(server.output.out).toContain(`Another deck  ${id}, going on where it was`)
    const other = /^(\S+) is open\.\n$/.exec(await workshops(data, 'new', '--title', 'Our own'))![1]!
    expect(await (await fetch(`${server.url}/${other.slice(-6)}`)).text()).toContain('Our own')
    // The folder of a deck, as without a server.
    const third = /^(\S+) is open\.\n$/.exec(await workshops(data, 'new', SAMPLE, '--title', 'The third'))![1]!
    expect(await workshops(data, 'delete', third, '--yes')).toContain(`${third} is deleted.`)
    const elsewhere = join(paths.root, 'README.md')
    expect(await workshops(data, 'new', elsewhere)).toContain(`${elsewhere} is no deck of this server. It has: ${join(paths.root, 'slides.md')}, ${join(SAMPLE, 'slides.md')}`)
    expect(await workshops(data, 'end', other)).toBe(`${other} has ended.\n`)
    expect(await workshops(data, 'list')).toMatch(/ended .+Our own\n.+open .+Another deck\n$/)
  })
})
