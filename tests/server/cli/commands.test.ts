import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sqliteLog } from '../../../server/log/sqlite.ts'
import { startRoom } from '../../../server/rooms/room.ts'
import { picks } from '../../support/polls/answers.ts'
import { choice, workshopStart } from '../../support/polls/polls.ts'
import { spawnScript } from '../../support/processes/shipped.ts'
import { run, signIn, startWorkshop } from '../../support/processes/terminal.ts'
import { connect } from '../../support/server/test-client.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const RESULTS = 'server/cli/commands/results.ts'
const EXPORT = 'server/cli/commands/export.ts'

/** A data folder with two workshops in it, without a vote unless one is named that has some. */
async function storedWorkshops(votedIn?: string): Promise<string> {
  const data = tempFolder()
  const log = sqliteLog(join(data, 'workshops.sqlite'))
  for (const [at, workshop] of ['first-room', 'second-room'].entries()) {
    const { submit } = startRoom(workshopStart({ workshop }), { log, now: () => at, onFault: () => {} })
    if (workshop !== votedIn)
      continue
    await submit('facilitator', { type: 'poll:open', id: 'command-1', poll: choice.id })
    await submit('a:ann', { type: 'ballot:cast', id: 'command-2', poll: choice.id, round: `${choice.id}#1`, answer: picks('a') })
  }
  log.close()
  return data
}

function problem(line: RegExp) {
  return { code: 1, out: '', err: expect.stringMatching(new RegExp(`^✖ ${line.source}\\n$`)) }
}

describe('npm run results', () => {
  it('writes the latest workshop, or the named one, and says where', async () => {
    const data = await storedWorkshops()
    const output = join(data, 'new', 'results')
    expect(await run(RESULTS, '--data', data, '--output', `${output}.json`)).toEqual({ code: 0, out: `${output}.json\n${output}.csv\n${output}.xlsx\n`, err: '' })
    expect(JSON.parse(readFileSync(`${output}.json`, 'utf8'))).toMatchObject({ workshop: { id: 'second-room' } })
    await run(RESULTS, '--data', data, '--output', output, '--workshop', 'first-room')
    expect(JSON.parse(readFileSync(`${output}.json`, 'utf8'))).toMatchObject({ workshop: { id: 'first-room' } })
    expect(existsSync(`${output}.json.part`)).toBe(false)
  })

  it('takes the last workshop with votes, and says so if a later one has none', async () => {
    const data = await storedWorkshops('first-room')
    const output = join(data, 'results')
    const idIn = () => JSON.parse(readFileSync(`${output}.json`, 'utf8')).workshop.id
    const { code, err } = await run(RESULTS, '--data', data, '--output', output)
    expect([code, err, idIn()]).toEqual([0, '! This is first-room. A later workshop has no votes; for that one, add: --workshop second-room\n', 'first-room'])
    expect(await run(RESULTS, '--data', data, '--output', output, '--workshop', 'second-room')).toMatchObject({ code: 0, err: '' })
    expect(idIn()).toBe('second-room')
    expect(await run(RESULTS, '--data', await storedWorkshops('second-room'), '--output', output)).toMatchObject({ code: 0, err: '' })
    expect(idIn()).toBe('second-room')
  })

  it('takes paths from the folder that npm was run in', async () => {
    const data = await storedWorkshops()
    const { code, out } = await spawnScript(RESULTS, ['--data', '.', '--output', 'results'], { env: { INIT_CWD: data } }).ended
    expect({ code, out }).toEqual({ code: 0, out: ['json', 'csv', 'xlsx'].map(ending => `${join(data, 'results')}.${ending}\n`).join('') })
  })

  it('works while a server is running, and includes hidden rounds', async () => {
    const data = tempFolder()
    const server = await startWorkshop(data)
    const url = `http://localhost:${server.port}`
    const presenter = await connect(url, 'facilitator', { cookie: await signIn(server) })
    await presenter.send({ type: 'slide:show', no: 2, clicks: 0, poll: choice.id })
    const { round } = await presenter.next('poll')
    const ann = await connect(url, 'attendee')
    expect(await ann.send({ type: 'ballot:cast', poll: choice.id, round, answer: picks('curious') })).toEqual({ ok: true })

    const output = join(data, 'results')
    expect(await run(RESULTS, '--data', data, '--output', output)).toMatchObject({ code: 0 })
    const { polls } = JSON.parse(readFileSync(`${output}.json`, 'utf8'))
    expect(polls[0]).toMatchObject({ id: choice.id, rounds: [{ revealed: false, voters: 1 }] })
    expect(await ann.send({ type: 'ballot:cast', poll: choice.id, round, answer: picks('safer') })).toEqual({ ok: true })
  })
})

describe.each([['results', RESULTS], ['export', EXPORT]])('npm run %s', (name, script) => {
  it('lists the workshops when there is none of that name', async () => {
    expect(await run(script, '--data', await storedWorkshops(), '--workshop', 'nothing')).toEqual(problem(/There is no workshop "nothing" in .+\. There are: first-room, second-room/))
  })

  it('reports a missing log, and makes none', async () => {
    const data = join(tempFolder(), 'data')
    expect(await run(script, '--data', data)).toEqual(problem(/There is no workshop in .+\/data yet\. .+--data\./))
    expect(existsSync(data)).toBe(false)
  })

  it('reports a log that is not ours', async () => {
    const data = tempFolder()
    writeFileSync(join(data, 'workshops.sqlite'), '')
    const { code, err } = await run(script, '--data', data)
    expect(code).toBe(1)
    expect(err).toMatch(/^✖ .+workshops\.sqlite.+\n$/)
  })

  it('refuses unknown options', async () => {
    expect(await run(script, '--ouput', 'x')).toEqual(problem(new RegExp(`unknown option '--ouput'\n\\(Did you mean --output\\?\\)\nAll options: npm run ${name} -- --help`)))
    expect(await run(script, 'first-room')).toEqual(problem(name === 'export' ? /".+first-room" is no deck\. .+/ : /too many arguments\. Expected 0 arguments but got 1: first-room\.\n.+--help/))
  })
})

describe('an impossible command is refused', () => {
  it('says that a file can\'t be written', async () => {
    const data = await storedWorkshops()
    writeFileSync(join(data, 'file'), '')
    expect(await run(RESULTS, '--data', data, '--output', join(data, 'file', 'results'))).toEqual(problem(/Cannot write .+\/file\/results\.json \((?:ENOTDIR|EEXIST)\)\. .+--output .+/))
    mkdirSync(join(data, 'folder.json'))
    expect(await run(RESULTS, '--data', data, '--output', join(data, 'folder'))).toEqual(problem(/Cannot write .+\/folder\.json \(EISDIR\)\. .+/))
  })

  it.each([
    [['--format', 'gif'], /--format gif is not known\. .+/],
    [['--format', 'pdf,gif'], /--format gif is not known\. .+/],
    [['--theme', 'blue'], /option '--theme <name>' argument 'blue' is invalid\. Allowed choices are light, dark\.\n.+--help/],
  ])('npm run export -- %s', async (args, line) => {
    expect(await run(EXPORT, '--data', await storedWorkshops(), ...args)).toEqual(problem(line))
  })
})
