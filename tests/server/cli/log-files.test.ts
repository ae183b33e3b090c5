import type { Entry } from '../../../core/entry.ts'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { entriesOf } from '../../../server/log/fold-log.ts'
import { recordsIn } from '../../../server/log/record-files.ts'
import { sqliteLog } from '../../../server/log/sqlite.ts'
import { workshopFile } from '../../../server/log/workshop-file.ts'
import { deckAt, pathOfDeck, paths } from '../../../server/paths.ts'
import { deckOf } from '../../../server/rooms/deck-record.ts'
import { picks } from '../../support/polls/answers.ts'
import { slides, startOf } from '../../support/polls/entries.ts'
import { choice } from '../../support/polls/polls.ts'
import { run, signIn, startWorkshop } from '../../support/processes/terminal.ts'
import { connect } from '../../support/server/test-client.ts'
import { occupy, tempFolder } from '../../support/temp-folder.ts'

const EXPORT = 'server/cli/commands/export-log.ts'
const IMPORT = 'server/cli/commands/import-log.ts'

const voted: Entry[] = [
  startOf('first-room'),
  { at: 2, by: 'facilitator', rules: 5, command: { type: 'poll:open', id: 'command-1', poll: choice.id } },
  { at: 3, by: 'a:ann', rules: 5, command: { type: 'ballot:cast', id: 'command-2', poll: choice.id, round: `${choice.id}#1`, answer: picks('a') } },
]

/** A data folder with a workshop that somebody voted in, and a later one without a vote. */
async function storedWorkshops(): Promise<string> {
  const data = tempFolder()
  const log = sqliteLog(join(data, 'workshops.sqlite'))
  await log.append('first-room', () => voted)
  await log.append('second-room', () => [startOf('second-room')])
  await log.close()
  return data
}

async function entriesIn(data: string, workshop: string): Promise<Entry[]> {
  const log = sqliteLog(join(data, 'workshops.sqlite'), { readOnly: true })
  const entries = await entriesOf(log, workshop)
  await log.close()
  return entries
}

/** A file of the workshop `first-room`. */
function written(entries = voted): string {
  const file = join(tempFolder(), 'first-room.jsonl')
  writeFileSync(file, workshopFile('first-room', entries))
  return file
}

function problem(line: RegExp) {
  return { code: 1, out: '', err: expect.stringMatching(new RegExp(`^✖ ${line.source}\\n$`)) }
}

describe('npm run export-log', () => {
  it('writes the last workshop with votes, or the named one, and says where', async () => {
    const data = await storedWorkshops()
    const output = join(data, 'new', 'log')
    expect(await run(EXPORT, '--data', data, '--output', output)).toEqual({ code: 0, out: `${output}.jsonl\n`, err: '! This is first-room. A later workshop has no votes; for that one, add: --workshop second-room\n' })
    expect(readFileSync(`${output}.jsonl`, 'utf8')).toBe(workshopFile('first-room', voted))
    expect(await run(EXPORT, '--data', data, '--output', `${output}.jsonl`, '--workshop', 'second-room')).toEqual({ code: 0, out: `${output}.jsonl\n`, err: '' })
    expect(readFileSync(`${output}.jsonl`, 'utf8')).toBe(workshopFile('second-room', [startOf('second-room')]))
  })

  it('refuses what npm run report refuses, in the same words', async () => {
    expect(await run(EXPORT, '--data', await storedWorkshops(), '--workshop', 'nothing')).toEqual(problem(/There is no workshop "nothing" in .+\. There are: first-room, second-room/))
  })
})

describe('npm run import-log', () => {
  it('makes a workshop of the file, also in a new folder', async () => {
    const data = tempFolder()
    const server = await startWorkshop(data, '--seats', '2')
    const presenter = await connect(server.url, 'facilitator', { cookie: await signIn(server) })
    const { room: { workshop: { id } } } = await presenter.next('welcome')
    expect(await presenter.send({ type: 'slide:show', no: 7, clicks: 0, poll: null })).toEqual({ ok: true })
    const output = join(data, 'log')
    // The server goes on meanwhile.
    expect(await run(EXPORT, '--data', data, '--output', output)).toMatchObject({ code: 0, err: '' })
    const elsewhere = join(tempFolder(), 'new', 'data')
    const { code, out, err } = await run(IMPORT, `${output}.jsonl`, '--data', elsewhere)
    const entries = await entriesIn(data, id)
    expect({ code, out, err }).toEqual({ code: 0, out: `The workshop ${id} is in ${elsewhere}, with ${entries.length} entries. To go on with it: npm start -- --workshop ${id} --data ${JSON.stringify(elsewhere)}\n`, err: '' })
    expect(await entriesIn(elsewhere, id)).toEqual(entries)
  })

  it('is continued where it was', async () => {
    const data = join(tempFolder(), 'data')
    expect(await run(IMPORT, written([...voted, ...slides(4)]), '--data', data)).toMatchObject({ code: 0, err: '' })
    const server = await startWorkshop(data, '--workshop', 'first-room')
    const screen = await connect(server.url, 'screen')
    expect((await screen.next('welcome')).room.slide).toMatchObject({ no: 4 })
  })

  it('belongs to the named deck', async () => {
    const data = join(tempFolder(), 'data')
    const deck = 'tests/sample-deck/slides.md'
    expect(await run(IMPORT, written(), 'nowhere/slides.md', '--data', data)).toEqual(problem(/There is no .+\/nowhere\/slides\.md\. .+/))
    expect(existsSync(data)).toBe(false)
    expect(await run(IMPORT, written(), deck, '--data', data)).toMatchObject({ code: 0, err: '' })
    expect(pathOfDeck(deckOf({ decks: recordsIn(data, 'decks') }, 'first-room'))).toBe(pathOfDeck(deckAt(join(paths.root, deck))))
  })

  it('leaves the workshops beside it as they are', async () => {
    const data = tempFolder()
    const log = sqliteLog(join(data, 'workshops.sqlite'))
    await log.append('third-room', () => [startOf('third-room'), ...slides(3)])
    await log.close()
    expect(await run(IMPORT, written(), '--data', data)).toMatchObject({ code: 0, err: '' })
    expect(await entriesIn(data, 'first-room')).toEqual(voted)
    expect(await entriesIn(data, 'third-room')).toEqual([startOf('third-room'), ...slides(3)])
  })

  it('says that the same workshop is there already, and changes nothing', async () => {
    const data = await storedWorkshops()
    const before = readFileSync(join(data, 'workshops.sqlite'))
    expect(await run(IMPORT, written(), '--data', data)).toEqual({ code: 0, out: expect.stringMatching(/^The workshop first-room is in .+ already, with 3 entries\. .+\n$/), err: '' })
    expect(readFileSync(join(data, 'workshops.sqlite')).equals(before)).toBe(true)
  })

  it('overwrites no other workshop, and takes this one under another id', async () => {
    const data = await storedWorkshops()
    const file = written([...voted, ...slides(1, 9)])
    expect(await run(IMPORT, file, '--data', data)).toEqual(problem(/There is another workshop first-room in .+, and nothing is overwritten\. Give this one another id: add --as first-room-2/))
    expect(await entriesIn(data, 'first-room')).toEqual(voted)
    expect(await run(IMPORT, file, '--data', data, '--as', 'first-room-2')).toMatchObject({ code: 0, err: '' })
    const [start, ...others] = await entriesIn(data, 'first-room-2')
    expect(start).toMatchObject({ command: { type: 'workshop:start', workshop: 'first-room-2', title: 'Title of first-room' } })
    expect(others).toEqual([...voted, ...slides(1, 9)].slice(1))
    expect(await run(IMPORT, file, '--data', data, '--as', 'first-room-2')).toMatchObject({ code: 0, out: expect.stringContaining('already') })
    expect(await run(IMPORT, file, '--data', data, '--as', 'first room')).toEqual(problem(/--as first room cannot be an id\. Give up to 64 letters, .+/))
  })

  it('refuses a damaged file with the line, and writes nothing', async () => {
    const file = written()
    writeFileSync(file, readFileSync(file, 'utf8').replace('"at":2,', '"at":2'))
    const data = join(tempFolder(), 'data')
    expect(await run(IMPORT, file, '--data', data)).toEqual(problem(/Cannot import .+first-room\.jsonl: line 3, character 8: it is not JSON \(.+\)\. Nothing was changed\. .+npm run export-log.+/))
    expect(existsSync(data)).toBe(false)
    expect(await run(IMPORT, `${file}.gone`, '--data', data)).toEqual(problem(/Cannot read .+ \(ENOENT\)\. .+npm run export-log.+/))
    expect(existsSync(data)).toBe(false)
  })

  it('refuses a folder that a server uses, and changes nothing', async () => {
    const data = tempFolder()
    occupy(data)
    expect(await run(IMPORT, written(), '--data', data)).toEqual(problem(/A workshop is running on the data folder .+ already\. Stop it, .+/))
    expect(existsSync(join(data, 'workshops.sqlite'))).toBe(false)
  })
})
