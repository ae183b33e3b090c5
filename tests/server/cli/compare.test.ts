import type { Entry } from '../../../core/entry.ts'
import type { UserError } from '../../../server/user-error.ts'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadContent } from '../../../authoring/load.ts'
import { entriesOf } from '../../../server/log/fold-log.ts'
import { folderStore } from '../../../server/log/folder-store.ts'
import { sqliteLog } from '../../../server/log/sqlite.ts'
import { workshopFile } from '../../../server/log/workshop-file.ts'
import { paths } from '../../../server/paths.ts'
import { readBaseline } from '../../../server/rooms/compare.ts'
import { rates } from '../../support/polls/answers.ts'
import { startOf } from '../../support/polls/entries.ts'
import { play } from '../../support/polls/play.ts'
import { run, signIn, startWorkshop } from '../../support/processes/terminal.ts'
import { connect } from '../../support/server/test-client.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const MAIN = 'server/cli/main.ts'
const POLL = 'cicd/practices'

/** An ended workshop of this deck, `test-room`, with ratings that were shown and an action. */
async function earlier(): Promise<readonly Entry[]> {
  const { polls, plan } = await loadContent(paths.root)
  const room = play({ polls, plan })
  room.press('poll:open', POLL)
  room.vote('a:ann', POLL, rates({ 'routine-deploys': 2 }))
  room.press('poll:close', POLL)
  room.press('poll:reveal', POLL)
  room.facilitate({ type: 'action:add', text: 'Fix the tests', owner: 'Mina' })
  room.end()
  return room.entries
}

/** A data folder with that workshop, and others on which nobody voted. */
async function stored(): Promise<string> {
  const data = tempFolder()
  const log = sqliteLog(join(data, 'workshops.sqlite'))
  const entries = await earlier()
  await log.append('test-room', () => entries)
  await log.append('empty-room', () => [startOf('empty-room'), { at: 2, by: 'facilitator', rules: 5, command: { type: 'workshop:end', id: 'command-1' } }])
  await log.close()
  return data
}

/** Why a start would refuse to compare a workshop with what was typed. */
async function refusal(data: string, typed: string, goesOn?: string): Promise<string | undefined> {
  const store = folderStore(data, { readOnly: true })
  try {
    await readBaseline({ id: typed, path: typed }, store, goesOn)
  }
  catch (error) {
    return (error as UserError).message
  }
  finally {
    await store.close()
  }
}

function problem(line: RegExp) {
  return { code: 1, out: '', err: expect.stringMatching(new RegExp(`^✖ ${line.source}\\n$`)) }
}

async function welcomeOf(server: Awaited<ReturnType<typeof startWorkshop>>) {
  const presenter = await connect(server.url, 'facilitator', { cookie: await signIn(server) })
  return presenter.next('welcome')
}

describe('npm start -- --compare', () => {
  it('[K1] is offered, and puts the earlier workshop into the log of the new one', async () => {
    const data = await stored()
    const first = await startWorkshop(data)
    await first.says(/Last time: test-room, 1 January 1970\. Compare with it: {2}npm start -- --compare test-room/)
    const alone = await welcomeOf(first)
    expect(alone).not.toHaveProperty('baseline')
    expect(alone.room.plan!.parts.map(({ id }) => id)).not.toContain('last-time')
    first.signal('SIGTERM')
    await first.ended

    const second = await startWorkshop(data, '--compare', 'test-room')
    const { baseline, room: { plan, workshop } } = await welcomeOf(second)
    expect(baseline).toMatchObject({ workshop: 'test-room', actions: [{ text: 'Fix the tests', owner: 'Mina' }] })
    expect(baseline!.polls.filter(({ voters }) => voters > 0).map(({ def }) => def.id)).toEqual([POLL])
    expect(plan!.parts.map(({ id }) => id)).toEqual(expect.arrayContaining(['last-time', 'what-moved']))
    // Phones get none of it.
    expect(JSON.stringify(await (await connect(second.url, 'attendee')).next('attendee'))).not.toContain('Fix the tests')
    second.signal('SIGTERM')
    await second.ended

    // It needs the earlier one no more, and the same option changes nothing.
    const log = sqliteLog(join(data, 'workshops.sqlite'))
    const length = (await entriesOf(log, workshop.id)).length
    await log.close()
    const third = await startWorkshop(data, '--compare', 'test-room')
    expect((await welcomeOf(third)).baseline).toEqual(baseline)
    expect(third.output.out).not.toContain('Last time:')
    third.signal('SIGTERM')
    await third.ended
    const after = sqliteLog(join(data, 'workshops.sqlite'))
    expect(await entriesOf(after, workshop.id)).toHaveLength(length)
    after.remove('test-room')
    after.close()

    const fourth = await startWorkshop(data)
    expect((await welcomeOf(fourth)).baseline).toEqual(baseline)
    fourth.signal('SIGTERM')
    await fourth.ended
    const fifth = await startWorkshop(data, '--compare', 'none')
    expect(await welcomeOf(fifth)).not.toHaveProperty('baseline')
  })

  it('takes a file of another machine', async () => {
    const file = join(tempFolder(), 'test-room.jsonl')
    writeFileSync(file, workshopFile('test-room', await earlier()))
    const server = await startWorkshop(tempFolder(), '--compare', file)
    expect((await welcomeOf(server)).baseline).toMatchObject({ workshop: 'test-room' })
  })

  it('refuses what cannot be compared, and starts nothing', async () => {
    const data = await stored()
    const file = join(data, 'test-room.jsonl')
    writeFileSync(file, workshopFile('test-room', await earlier()))
    writeFileSync(file, readFileSync(file, 'utf8').replace('"at":1,', '"at":1'))
    expect(await run(MAIN, '--no-open', '--port', '0', '--data', data, '--compare', 'nothing')).toEqual(problem(/There is no workshop "nothing" in .+\. There are: test-room, empty-room/))
    expect(await refusal(data, file)).toMatch(/^Cannot compare with .+test-room\.jsonl: line 3, character \d+: it is not JSON \(.+\)\. Write the file again .+/)
    expect(await refusal(data, data)).toMatch(/^Cannot read .+ \(EISDIR\)\. Name a workshop, or a file .+/)
    expect(await refusal(data, 'empty-room')).toMatch(/^--compare empty-room: its room was shown no result .+/)
    expect(await refusal(data, 'test-room', 'test-room')).toMatch(/^--compare test-room: that is the workshop itself\. .+/)
    const log = sqliteLog(join(data, 'workshops.sqlite'), { readOnly: true })
    expect((await log.workshops()).map(({ id }) => id)).toEqual(['test-room', 'empty-room'])
    await log.close()
  })
})
