import type { Entry } from '../../../core/entry.ts'
import { Buffer } from 'node:buffer'
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { entriesOf } from '../../../server/log/fold-log.ts'
import { folderStore } from '../../../server/log/folder-store.ts'
import { sqliteLog } from '../../../server/log/sqlite.ts'
import { createCatalog } from '../../../server/places/catalog.ts'
import { startOf } from '../../support/polls/entries.ts'
import { board, text, words } from '../../support/polls/polls.ts'
import { run, start, startWorkshop } from '../../support/processes/terminal.ts'
import { occupy, tempFolder } from '../../support/temp-folder.ts'

const DELETE = 'server/cli/commands/delete.ts'

/** A workshop in which many wrote something; every text, sender and id begins with the name. */
function written(name: string, at = 1000): Entry[] {
  const entry = (by: string, command: object, no: number) => ({ at, by, rules: 5, command: { id: `${name}-command-${no}`, ...command } }) as Entry
  return [
    startOf(name, at),
    ...[text, words, board].map(({ id }, no) => entry('facilitator', { type: 'poll:open', poll: id }, no)),
    ...Array.from({ length: 300 }, (_, no) => entry(`a:${name}-${no}`, { type: 'ballot:cast', poll: text.id, round: `${text.id}#1`, answer: { kind: 'text', posts: [{ id: `${name}-post-${no}`, text: `${name} wrote this ${no}` }] } }, no + 3)),
  ]
}

/** What a killed server leaves: some in the database, some in the write-ahead log, and the decks of both workshops. */
async function dataFolder(): Promise<string> {
  const data = tempFolder()
  const log = sqliteLog(join(data, 'workshops.sqlite'))
  const doomed = written('doomed')
  const kept = written('kept')
  await log.append('doomed', () => doomed.slice(0, 200))
  await log.append('kept', () => kept.slice(0, 250))
  await log.close()
  const again = sqliteLog(join(data, 'workshops.sqlite'))
  await again.append('doomed', () => doomed.slice(200))
  await again.append('kept', () => kept.slice(250))
  const left = tempFolder()
  for (const name of ['workshops.sqlite', 'workshops.sqlite-wal'])
    copyFileSync(join(data, name), join(left, name))
  await again.close()
  writeFileSync(join(left, 'decks.json'), JSON.stringify({ doomed: '/talks/doomed.md', kept: '/talks/kept.md' }))
  writeFileSync(join(left, 'owners.json'), JSON.stringify({ doomed: 'p:mina', kept: 'p:mina' }))
  const copy = folderStore(left, { readOnly: true })
  await createCatalog(copy)
  await copy.close()
  return left
}

/** The files of a folder in which a text stands, in whatever case. */
function filesWith(folder: string, text: string): string[] {
  const isIn = (name: string) => readFileSync(join(folder, name)).toString('latin1').toLowerCase().includes(Buffer.from(text).toString('latin1'))
  return readdirSync(folder).filter(isIn)
}

async function entriesIn(data: string, workshop: string): Promise<Entry[]> {
  const log = sqliteLog(join(data, 'workshops.sqlite'), { readOnly: true })
  const entries = await entriesOf(log, workshop)
  await log.close()
  return entries
}

function problem(line: RegExp) {
  return { code: 1, err: expect.stringMatching(new RegExp(`^✖ ${line.source}\\n$`)) }
}

describe('npm run delete', () => {
  it('leaves no byte of the workshop in any file, and the other one as it was', async () => {
    const data = await dataFolder()
    expect(filesWith(data, 'doomed')).toEqual(['decks.json', 'owners.json', 'workshops.json', 'workshops.sqlite', 'workshops.sqlite-wal'])
    for (const trace of ['doomed wrote this 0', 'a:doomed-0', 'doomed-post-0'])
      expect(filesWith(data, trace), trace).toContain('workshops.sqlite')
    for (const trace of ['doomed wrote this 299', 'a:doomed-299'])
      expect(filesWith(data, trace), trace).toContain('workshops.sqlite-wal')
    const { code, out, err } = await run(DELETE, '--workshop', 'doomed', '--data', data, '--yes')
    expect({ code, out, err }).toEqual({ code: 0, out: expect.stringMatching(/^doomed is deleted\. .+\n$/), err: '' })
    expect(filesWith(data, 'doomed')).toEqual([])
    expect(await entriesIn(data, 'kept')).toEqual(written('kept'))
    expect(JSON.parse(readFileSync(join(data, 'decks.json'), 'utf8'))).toEqual({ kept: '/talks/kept.md' })
    expect(JSON.parse(readFileSync(join(data, 'owners.json'), 'utf8'))).toEqual({ kept: 'p:mina' })
    expect(JSON.parse(readFileSync(join(data, 'workshops.json'), 'utf8'))).toEqual({ kept: expect.any(String) })
  })

  it('deletes a workshop whose entries are damaged', async () => {
    const data = await dataFolder()
    const db = new DatabaseSync(join(data, 'workshops.sqlite'))
    db.exec('UPDATE batch SET entries = \'[{"half":\' WHERE workshop = \'doomed\'')
    db.close()
    const running = start(DELETE, '--workshop', 'doomed', '--data', data)
    await running.says(/This deletes "doomed" with every vote/)
    running.type('doomed\n')
    expect(await running.ended).toMatchObject({ code: 0, err: '' })
    expect(filesWith(data, 'doomed')).toEqual([])
    expect(await entriesIn(data, 'kept')).toEqual(written('kept'))
  })

  it('asks for the id, and deletes nothing if another one is typed', async () => {
    const data = await dataFolder()
    const asked = async (typed: string) => {
      const running = start(DELETE, '--workshop', 'doomed', '--data', data)
      await running.says(/This deletes "Title of doomed" with every vote, for good\. Type its id, doomed: $/)
      running.type(typed)
      return running.ended
    }
    expect(await asked('kept\n')).toMatchObject(problem(/Nothing was deleted: that is not doomed\. .+--yes.+/))
    expect(await entriesIn(data, 'doomed')).toEqual(written('doomed'))
    expect(await asked('doomed\n')).toMatchObject({ code: 0, err: '' })
    expect(await entriesIn(data, 'doomed')).toEqual([])
  })

  it('deletes the last workshop of a folder, after which a new one starts', async () => {
    const data = await dataFolder()
    for (const id of ['doomed', 'kept'])
      expect(await run(DELETE, '--workshop', id, '--data', data, '--yes')).toMatchObject({ code: 0 })
    expect(await run(DELETE, '--workshop', 'kept', '--data', data, '--yes')).toMatchObject(problem(/There is no workshop in .+ yet\. .+/))
    const server = await startWorkshop(data)
    expect(server.output.out).toMatch(/-\w{6}, new/)
  })

  it('refuses what cannot be meant', async () => {
    const data = await dataFolder()
    expect(await run(DELETE, '--data', data)).toMatchObject(problem(/required option '--workshop <id>' not specified\n.+--help/))
    expect(await run(DELETE, '--workshop', 'nothing', '--data', data)).toMatchObject(problem(/There is no workshop "nothing" in .+\. There are: doomed, kept/))
    expect(await run(DELETE, '--workshop', 'doomed', '--data', join(data, 'nowhere'))).toMatchObject(problem(/There is no workshop in .+nowhere yet\. .+/))
    writeFileSync(join(data, 'decks.json'), '{')
    expect(await run(DELETE, '--workshop', 'doomed', '--data', data, '--yes')).toMatchObject(problem(/.+decks\.json is damaged .+/))
    expect(await entriesIn(data, 'doomed')).toEqual(written('doomed'))
  })

  it('refuses while a server uses the folder', async () => {
    const data = await dataFolder()
    occupy(data)
    expect(await run(DELETE, '--workshop', 'doomed', '--data', data, '--yes')).toMatchObject(problem(/A workshop is running on the data folder .+ already\. Stop it, .+/))
    expect(await entriesIn(data, 'doomed')).toEqual(written('doomed'))
  })
})
