import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { buildPages, pagesFolder, usePages } from '../../../server/build/build.ts'
import { writeOutsideFiles } from '../../../server/build/outside-files.ts'
import { paths } from '../../../server/paths.ts'
import { childrenOf } from '../../support/processes/children.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const MAKE = 'mkdirSync(last, { recursive: true }); writeFileSync(join(last, "index.html"), "built")'

/** What a shell, or a shell of Windows, would not take for the name of a folder. */
const ODD_NAME = 'R&D 100% (ü) \'a\' $HOME ^!'

/** A project whose tools only note that they ran: `last` is where the pages go. */
function project(tool = MAKE): { root: string, edit: (text: string) => void } {
  const root = join(tempFolder(), ODD_NAME)
  for (const [name, command] of [['@slidev/cli', 'slidev'], ['vite', 'vite']] as const) {
    const folder = join(root, 'node_modules', name)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, bin: { [command]: 'tool.mjs' } }))
    writeFileSync(join(folder, 'tool.mjs'), `import { existsSync, mkdirSync, writeFileSync } from 'node:fs'\nimport { join } from 'node:path'\nconst last = process.argv.at(-1)\n${tool}\n`)
  }
  const edit = (text: string) => writeFileSync(join(root, 'slides.md'), text)
  edit('# One')
  return { root, edit }
}

/** Builds without a wait: the pages are there already, and what is done about older ones is done. */
function buildAtOnce(root: string): Promise<string> {
  mkdirSync(pagesFolder(root), { recursive: true })
  return buildPages(root, () => {})
}

/** The builds in a project, without the locks beside them. */
function buildsIn(root: string): string[] {
  return readdirSync(join(root, 'dist')).filter(name => !name.endsWith('.lock'))
}

/** A process of its own that uses the pages of a project, and says so. */
async function otherUser(root: string): Promise<{ folder: string, kill: () => Promise<void> }> {
  const script = `
    import { usePages } from ${JSON.stringify(pathToFileURL(join(paths.root, 'server', 'build', 'build.ts')).href)}
    console.log(await usePages(${JSON.stringify(root)}, () => {}))
    setInterval(() => {}, 1000)
  `
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [said] = await once(child.stdout, 'data')
  return {
    folder: String(said).trim(),
    kill: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

describe('buildPages', () => {
  it('builds once, and again when the sources change', async () => {
    const { root, edit } = project()
    const said: string[] = []
    const build = () => buildPages(root, line => said.push(line))
    const first = await build()
    expect(readdirSync(first).sort()).toEqual(['deck', 'facilitator', 'phone', 'phone-server', 'phone.stamp'])
    expect(await build()).toBe(first)
    expect(said).toHaveLength(1)
    edit('# One and a half')
    expect(await build()).not.toBe(first)
    expect(said).toHaveLength(2)
    // Whoever serves the first one goes on.
    expect(readdirSync(first)).toHaveLength(5)
  })

  it('counts a folder as a source that has the name of one that is none, further down', () => {
    const { root } = project()
    const folders = [join(root, 'tools'), join(root, 'client', 'panel', 'tools')]
    const [none, source] = folders.map((folder) => {
      const before = pagesFolder(root)
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, 'file.ts'), '')
      return pagesFolder(root) !== before
    })
    expect({ none, source }).toEqual({ none: false, source: true })
  })

  it('builds the phone\'s pages once for all slides, and again where a build has lost some of them', async () => {
    const { root, edit } = project('mkdirSync(last, { recursive: true }); writeFileSync(join(last, "index.html"), String(Math.random()))')
    const pagesOf = (folder: string) => ['deck', 'phone', 'phone-server'].map(name => readFileSync(join(folder, name, 'index.html'), 'utf8'))
    const first = await buildPages(root, () => {})
    const before = pagesOf(first)
    edit('# One and a half')
    const [deck, ...phone] = pagesOf(await buildPages(root, () => {}))
    expect(deck).not.toBe(before[0])
    expect(phone).toEqual(before.slice(1))

    for (const build of buildsIn(root))
      rmSync(join(root, 'dist', build, 'phone-server'), { recursive: true })
    edit('# One and two halves')
    const [, ...anew] = pagesOf(await buildPages(root, () => {}))
    expect(anew).not.toEqual(phone)
    writeFileSync(join(root, 'package.json'), '{ "version": "2" }')
    const [, ...other] = pagesOf(await buildPages(root, () => {}))
    expect(other).not.toEqual(anew)
    mkdirSync(join(root, 'server', 'build', 'phone'), { recursive: true })
    writeFileSync(join(root, 'server', 'build', 'phone', 'vite.config.ts'), 'export default {}')
    const [, ...configured] = pagesOf(await buildPages(root, () => {}))
    expect(configured).not.toEqual(other)
  })

  it('builds again when a file outside of the folder has changed', async () => {
    const { root } = project()
    const shared = join(tempFolder(), 'shared.md')
    writeFileSync(shared, '# One')
    const first = await buildAtOnce(root)
    writeOutsideFiles(join(first, 'deck'), [shared], Date.now() + 1000)
    expect(await buildAtOnce(root)).toBe(first)
    writeFileSync(shared, '# One and a half')
    const next = await buildAtOnce(root)
    expect(next).not.toBe(first)
    writeOutsideFiles(join(next, 'deck'), [shared], Date.now() + 1000)
    expect(await buildAtOnce(root)).toBe(next)
  })

  it('can run twice at the same time', async () => {
    const { root } = project()
    const [one, other] = await Promise.all([buildPages(root, () => {}), buildPages(root, () => {})])
    expect(one).toBe(other)
    expect(buildsIn(root)).toHaveLength(1)
  })

  it('reports the tool\'s output, and leaves no partial build', async () => {
    const { root } = project(`${MAKE}; console.error('slide 9 has a fault'); process.exit(1)`)
    await expect(buildPages(root, () => {})).rejects.toThrow('slide 9 has a fault')
    expect(buildsIn(root)).toEqual([])
  })

  it('does not repeat a build that failed until the sources have changed, and builds one at a time', async () => {
    const count = join(tempFolder(), 'count')
    const { root, edit } = project(`${MAKE}; writeFileSync(${JSON.stringify(count)}, 'x', { flag: 'a' }); if (last.endsWith('facilitator')) process.exit(1)`)
    const runs = () => readFileSync(count, 'utf8').length
    await expect(buildPages(root, () => {})).rejects.toThrow()
    const once = runs()
    await Promise.all([1, 2, 3].map(() => expect(buildPages(root, () => {})).rejects.toThrow()))
    expect(runs()).toBe(once)
    edit('# One and a half')
    await expect(buildPages(root, () => {})).rejects.toThrow()
    expect(runs()).toBeGreaterThan(once)
  })

  it('keeps the current build after the clock was set back', async () => {
    const { root, edit } = project()
    for (let text = '#'; text.length < 6; text += '#') {
      edit(text)
      const folder = await buildAtOnce(root)
      const tomorrow = new Date(Date.now() + 24 * 3600 * 1000)
      utimesSync(folder, tomorrow, tomorrow)
    }
    edit('# The latest')
    expect(existsSync(await buildAtOnce(root))).toBe(true)
    expect(buildsIn(root)).toHaveLength(4)
  })

  it('reports a missing package', async () => {
    const { root } = project(`console.error('Error [ERR_MODULE_NOT_FOUND]: Cannot find package \\'vite\\' imported from somewhere'); process.exit(1)`)
    await expect(buildPages(root, () => {})).rejects.toThrow('Building the deck pages failed: Cannot find package \'vite\'. Run: npm ci')
  })

  it('keeps the four that were used last', async () => {
    const { root, edit } = project()
    for (let text = '#'; text.length < 7; text += '#') {
      edit(text)
      await buildAtOnce(root)
    }
    expect(buildsIn(root)).toHaveLength(4)
  })

  it('keeps a build for as long as a process uses it', async () => {
    const { root, edit } = project()
    const [one, two] = [await otherUser(root), await otherUser(root)]
    expect(one.folder).toBe(two.folder)
    const buildFive = async (no: number) => {
      for (let each = 0; each < 5; each++) {
        edit(`# ${no} ${each}`)
        await buildAtOnce(root)
      }
    }
    await buildFive(1)
    expect(buildsIn(root)).toHaveLength(5)
    await one.kill()
    await buildFive(2)
    expect(existsSync(join(one.folder, 'deck', 'index.html'))).toBe(true)
    // Its last user dies without a word.
    await two.kill()
    await buildFive(3)
    expect(existsSync(one.folder)).toBe(false)
    expect(buildsIn(root)).toHaveLength(4)
  })

  it('keeps the builds of this process', async () => {
    const { root, edit } = project()
    const used = await usePages(root, () => {})
    for (let each = 0; each < 5; each++) {
      edit(`# ${each}`)
      await buildAtOnce(root)
    }
    expect(existsSync(used)).toBe(true)
  })

  it('reports missing node_modules', async () => {
    const { root } = project()
    rmSync(join(root, 'node_modules'), { recursive: true })
    await expect(buildPages(root, () => {})).rejects.toThrow('The package @slidev/cli is missing. Run: npm ci')
  })

  it.runIf(process.platform === 'linux')('removes the draft of a killed build, but not of a running one', async () => {
    const { root, edit } = project(`${MAKE}; if (last.endsWith('phone') && existsSync('hang')) { setInterval(() => {}, 1000); writeFileSync('hangs', '') }`)
    writeFileSync(join(root, 'hang'), '')
    const script = `import { buildPages } from ${JSON.stringify(pathToFileURL(join(paths.root, 'server', 'build', 'build.ts')).href)}\nawait buildPages(${JSON.stringify(root)}, () => {})`
    const other = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'ignore' })
    onTestFinished(() => void other.kill('SIGKILL'))
    await expect.poll(() => existsSync(join(root, 'hangs'))).toBe(true)
    const [draft] = buildsIn(root)
    const children = childrenOf(other.pid!)
    rmSync(join(root, 'hang'))
    for (let each = 0; each < 5; each++) {
      edit(`# ${each}`)
      await buildAtOnce(root)
    }
    expect(buildsIn(root)).toContain(draft)
    const ended = once(other, 'exit')
    other.kill('SIGKILL')
    // Some have ended with it.
    children.filter(({ pid }) => existsSync(`/proc/${pid}`)).forEach(({ pid }) => process.kill(pid, 'SIGKILL'))
    await ended
    edit('# The last')
    await buildAtOnce(root)
    expect(buildsIn(root)).not.toContain(draft)
    expect(buildsIn(root)).toHaveLength(4)
  })
})
