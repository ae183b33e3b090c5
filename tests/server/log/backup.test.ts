import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { entriesOf } from '../../../server/log/fold-log.ts'
import { sqliteLog } from '../../../server/log/sqlite.ts'
import { startRoom } from '../../../server/rooms/room.ts'
import { picks } from '../../support/polls/answers.ts'
import { choice, workshopStart } from '../../support/polls/polls.ts'
import { run, signIn, startWorkshop } from '../../support/processes/terminal.ts'
import { connect } from '../../support/server/test-client.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const BACKUP = 'server/cli/commands/backup.ts'

/** A data folder whose log is being written to: most of it stands in the write-ahead log. */
async function busyData() {
  const data = tempFolder()
  const log = sqliteLog(join(data, 'workshops.sqlite'))
  const room = await startRoom(workshopStart({ workshop: 'a-room' }), { log, now: () => 0, onFault: error => expect.unreachable(String(error)) })
  await room.submit('facilitator', { type: 'poll:open', id: 'command-1', poll: choice.id })
  const vote = (no: number) => room.submit(`a:${no}`, { type: 'ballot:cast', id: `command-${no}`, poll: choice.id, round: `${choice.id}#1`, answer: picks('a') })
  return { data, log, vote }
}

async function entriesIn(folder: string): Promise<unknown[]> {
  const log = sqliteLog(join(folder, 'workshops.sqlite'), { readOnly: true })
  const entries = await entriesOf(log, 'a-room')
  await log.close()
  return entries
}

describe('npm run backup', () => {
  it('copies a log that is being written, with everything acknowledged before', async () => {
    const { data, log, vote } = await busyData()
    const copied = new AbortController()
    const voting = (async () => {
      for (let no = 1; !copied.signal.aborted; no++)
        await vote(no)
    })()
    await vote(0)
    const answered = await entriesOf(log, 'a-room')
    const copy = join(tempFolder(), 'a copy')
    expect(await run(BACKUP, copy, '--data', data)).toEqual({ code: 0, out: `The copy is in ${copy}. To run it: npm start -- --data ${JSON.stringify(copy)}\n`, err: '' })
    copied.abort()
    expect(readdirSync(copy)).toEqual(['workshops.sqlite'])
    await voting
    const entries = await entriesIn(copy)
    expect(entries.slice(0, answered.length)).toEqual(answered)
    expect(entries).toEqual((await entriesOf(log, 'a-room')).slice(0, entries.length))
    await log.close()
  })

  it('copies the other files of the data folder, so that the workshop can continue elsewhere with the same facilitator', async () => {
    const data = tempFolder()
    const server = await startWorkshop(data, '--seats', '2')
    const cookie = await signIn(server)
    writeFileSync(join(data, 'decks.json'), '{}')
    writeFileSync(join(data, 'owners.json'), '{}')
    const copy = join(tempFolder(), 'new', 'copy')
    expect(await run(BACKUP, copy, '--data', data)).toMatchObject({ code: 0, err: '' })
    expect(readdirSync(copy).sort()).toEqual(['decks.json', 'facilitator.key', 'owners.json', 'workshops.sqlite'])
    expect(statSync(join(copy, 'facilitator.key')).mode).toBe(statSync(join(data, 'facilitator.key')).mode)
    // The first one goes on beside it.
    const other = await startWorkshop(copy)
    const presenter = await connect(other.url, 'facilitator', { cookie })
    expect((await presenter.next('welcome')).room.workshop.id).toBe(/\d{4}-\d\d-\d\d-\w{6}/.exec(server.output.out)![0])
  })

  it('overwrites nothing, and leaves nothing if it fails', async () => {
    const { data, log } = await busyData()
    await log.close()
    const folder = tempFolder()
    const copy = join(folder, 'copy')
    mkdirSync(copy)
    expect(await run(BACKUP, copy, '--data', data)).toMatchObject({ code: 0 })
    const before = readFileSync(join(copy, 'workshops.sqlite'))
    expect(await run(BACKUP, copy, '--data', data)).toMatchObject({ code: 1, err: `✖ ${copy} is there already, and a copy overwrites nothing. Name a new folder.\n` })
    expect(readFileSync(join(copy, 'workshops.sqlite')).equals(before)).toBe(true)
    writeFileSync(join(folder, 'file'), '')
    expect(await run(BACKUP, join(folder, 'file', 'copy'), '--data', data)).toMatchObject({ code: 1, err: expect.stringMatching(/^✖ Cannot write to .+: there is a file in its place\. .+\n$/) })
    copyFileSync(join(folder, 'file'), join(data, 'workshops.sqlite'))
    expect(await run(BACKUP, join(folder, 'of nothing'), '--data', data)).toMatchObject({ code: 1, err: expect.stringMatching(/^✖ .+workshops\.sqlite.+\n$/) })
    expect(readdirSync(folder).sort()).toEqual(['copy', 'file'])
  })

  it('reports missing arguments', async () => {
    const nowhere = join(tempFolder(), 'nowhere')
    expect(await run(BACKUP, join(nowhere, 'copy'), '--data', nowhere)).toMatchObject({ code: 1, err: expect.stringMatching(/^✖ There is no workshop in .+nowhere yet\./) })
    expect(existsSync(nowhere)).toBe(false)
    expect(await run(BACKUP)).toMatchObject({ code: 1, err: expect.stringContaining('missing required argument \'folder\'') })
  })
})
