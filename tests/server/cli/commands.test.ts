import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { storedWorkshop } from '../../../server/cli/commands/stored-workshop.ts'
import { sqliteLog } from '../../../server/log/sqlite.ts'
import { CONTENTS, reportFiles } from '../../../server/report/files.ts'
import { startRoom } from '../../../server/rooms/room.ts'
import { UserError } from '../../../server/user-error.ts'
import { picks } from '../../support/polls/answers.ts'
import { choice, workshopStart } from '../../support/polls/polls.ts'
import { spawnScript } from '../../support/processes/shipped.ts'
import { run, signIn, startWorkshop } from '../../support/processes/terminal.ts'
import { connect } from '../../support/server/test-client.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const REPORT = 'server/cli/commands/report.ts'
const EXPORT = 'server/cli/commands/export.ts'

/** A data folder with two workshops in it, without a vote unless one is named that has some. */
async function storedWorkshops(votedIn?: string): Promise<string> {
  const data = tempFolder()
  const log = sqliteLog(join(data, 'workshops.sqlite'))
  for (const [at, workshop] of ['first-room', 'second-room'].entries()) {
    const { submit } = await startRoom(workshopStart({ workshop }), { log, now: () => at, onFault: () => {} })
    if (workshop !== votedIn)
      continue
    await submit('facilitator', { type: 'poll:open', id: 'command-1', poll: choice.id })
    await submit('a:ann', { type: 'ballot:cast', id: 'command-2', poll: choice.id, round: `${choice.id}#1`, answer: picks('a') })
  }
  await log.close()
  return data
}

function problem(line: RegExp) {
  return { code: 1, out: '', err: expect.stringMatching(new RegExp(`^✖ ${line.source}\\n$`)) }
}

/** What no printed slides are needed for. */
const FILES = [CONTENTS, ...reportFiles.filter(({ of }) => of === 'results').map(({ path }) => path)]

function idIn(folder: string): string {
  return JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')).workshop.id
}

describe('npm run report', () => {
  it('writes the latest workshop, or the named one, and says where', async () => {
    const data = await storedWorkshops()
    const output = join(data, 'new', 'report')
    const { code, out, err } = await run(REPORT, '--data', data, '--no-slides', '--output', output)
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain(FILES.map(name => join(output, name)).join('\n'))
    expect(idIn(output)).toBe('second-room')
    await run(REPORT, '--data', data, '--no-slides', '--output', output, '--workshop', 'first-room')
    expect(idIn(output)).toBe('first-room')
    expect(readdirSync(join(data, 'new'))).toEqual(['report'])
    expect(readdirSync(output, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())).toHaveLength(FILES.length)
  })

  it('writes the same bytes again', async () => {
    const data = await storedWorkshops('second-room')
    const [one, other] = [join(data, 'one'), join(data, 'other')]
    for (const output of [one, other])
      await run(REPORT, '--data', data, '--no-slides', '--output', output)
    expect(FILES.filter(name => !readFileSync(join(one, name)).equals(readFileSync(join(other, name))))).toEqual([])
  })

  it('replaces no folder that has something else in it', async () => {
    const data = await storedWorkshops()
    mkdirSync(join(data, 'mine', 'imports'), { recursive: true })
    writeFileSync(join(data, 'mine', 'imports', 'notes.txt'), 'mine')
    expect(await run(REPORT, '--data', data, '--output', join(data, 'mine'))).toEqual(problem(/.+\/mine has something in it that is no part of a report: imports\/notes\.txt\. .+--output .+/))
    expect(readFileSync(join(data, 'mine', 'imports', 'notes.txt'), 'utf8')).toBe('mine')
  })

  it('takes the last workshop with votes, and says so if a later one has none', async () => {
    const data = await storedWorkshops('first-room')
    const output = join(data, 'report')
    const { code, err } = await run(REPORT, '--data', data, '--no-slides', '--output', output)
    expect([code, err, idIn(output)]).toEqual([0, '! This is first-room. A later workshop has no votes; for that one, add: --workshop second-room\n', 'first-room'])
  })

  it('takes paths from the folder that npm was run in', async () => {
    const data = await storedWorkshops()
    expect(await spawnScript(REPORT, ['--data', '.', '--no-slides', '--output', 'report'], { env: { INIT_CWD: data } }).ended).toMatchObject({ code: 0 })
    expect(idIn(join(data, 'report'))).toBe('second-room')
  })

  it('works while a server is running, and includes hidden rounds on request', async () => {
    const data = tempFolder()
    const server = await startWorkshop(data)
    const url = `http://localhost:${server.port}`
    const presenter = await connect(url, 'facilitator', { cookie: await signIn(server) })
    await presenter.send({ type: 'slide:show', no: 2, clicks: 0, poll: choice.id })
    const { round } = await presenter.next('poll')
    const ann = await connect(url, 'attendee')
    expect(await ann.send({ type: 'ballot:cast', poll: choice.id, round, answer: picks('curious') })).toEqual({ ok: true })

    const output = join(data, 'report')
    const roundsWith = async (...options: string[]) => {
      expect(await run(REPORT, '--data', data, '--no-slides', '--output', output, ...options)).toMatchObject({ code: 0 })
      return JSON.parse(readFileSync(join(output, 'results.json'), 'utf8')).polls[0].rounds
    }
    expect(await roundsWith()).toEqual([])
    expect(await roundsWith('--hidden')).toMatchObject([{ revealed: false, voters: 1 }])
    expect(await ann.send({ type: 'ballot:cast', poll: choice.id, round, answer: picks('safer') })).toEqual({ ok: true })
  })
})

describe.each([['report', REPORT], ['export', EXPORT]])('npm run %s', (name, script) => {
  it('lists the workshops when there is none of that name', async () => {
    expect(await run(script, '--data', await storedWorkshops(), '--workshop', 'nothing')).toEqual(problem(/There is no workshop "nothing" in .+\. There are: first-room, second-room/))
  })

  it('refuses unknown options', async () => {
    expect(await run(script, '--ouput', 'x')).toEqual(problem(new RegExp(`unknown option '--ouput'\n\\(Did you mean --output\\?\\)\nAll options: npm run ${name} -- --help`)))
    expect(await run(script, 'first-room')).toEqual(problem(/".+first-room" is no deck\. .+/))
  })
})

// What every command about a stored workshop begins with.
describe('a stored workshop', () => {
  it('is the named one, or the last one with votes', async () => {
    const error = vi.spyOn(console, 'error')
    onTestFinished(() => error.mockRestore())
    expect((await storedWorkshop({ data: await storedWorkshops('first-room'), workshop: 'second-room' })).workshop.id).toBe('second-room')
    expect((await storedWorkshop({ data: await storedWorkshops('second-room') })).workshop.id).toBe('second-room')
    expect(error).not.toHaveBeenCalled()
  })

  it('is reported as missing where there is no log, and none is made', async () => {
    const data = join(tempFolder(), 'data')
    await expect(storedWorkshop({ data })).rejects.toThrow(/^There is no workshop in .+\/data yet\. .+--data\.$/)
    expect(existsSync(data)).toBe(false)
  })

  it('is refused from a log that is not ours', async () => {
    const data = tempFolder()
    writeFileSync(join(data, 'workshops.sqlite'), '')
    await expect(storedWorkshop({ data })).rejects.toThrow(UserError)
    await expect(storedWorkshop({ data })).rejects.toThrow(/workshops\.sqlite/)
  })
})

describe('an impossible command is refused', () => {
  it('says that a report can\'t be written', async () => {
    const data = await storedWorkshops()
    writeFileSync(join(data, 'file'), '')
    const { code, err } = await run(REPORT, '--data', data, '--no-slides', '--output', join(data, 'file', 'report'))
    expect([code, err]).toEqual([1, expect.stringMatching(/Cannot write .+\/file\/report \((?:ENOTDIR|EEXIST)\)\. .+--output .+/)])
    expect(await run(REPORT, '--data', data, '--no-slides', '--output', join(data, 'file'))).toEqual(problem(/.+\/file is a file\. .+/))
  })

  it.runIf(process.platform === 'linux').each<[script: string, ...args: string[]]>([
    [REPORT, '--no-slides', '--output', '/proc/out/report'],
    ['server/cli/commands/export-log.ts', '--output', '/proc/out/log'],
    ['server/cli/commands/backup.ts', '/proc/out/copy'],
    ['server/cli/commands/move.ts', '--to', '/proc/out'],
  ])('%s, where the system makes no folder', async (script, ...args) => {
    const data = await storedWorkshops()
    expect(await run(script, ...args, args[0] === '--to' ? '--from' : '--data', data)).toMatchObject({ code: 1, err: expect.stringContaining('ENOENT') })
  })

  it.each([
    [['--format', 'pdf,gif'], /--format gif is not known\. .+/],
    [['--theme', 'blue'], /option '--theme <name>' argument 'blue' is invalid\. Allowed choices are light, dark\.\n.+--help/],
  ])('npm run export -- %s', async (args, line) => {
    expect(await run(EXPORT, '--data', await storedWorkshops(), ...args)).toEqual(problem(line))
  })
})
