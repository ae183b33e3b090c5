import { once } from 'node:events'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { loadContent } from '../../../authoring/load.ts'
import { startCommand } from '../../../server/cli/start-command.ts'
import { sqliteLog } from '../../../server/log/sqlite.ts'
import { paths } from '../../../server/paths.ts'
import { UserError } from '../../../server/user-error.ts'
import { picks } from '../../support/polls/answers.ts'
import { startOf } from '../../support/polls/entries.ts'
import { spawnScript } from '../../support/processes/shipped.ts'
import { run, signIn, startWorkshop } from '../../support/processes/terminal.ts'
import { connect } from '../../support/server/test-client.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const MAIN = 'server/cli/main.ts'
const hasIPv6 = Object.values(networkInterfaces()).flat().some(each => each?.address === '::1')

/** One clear line that says what to do, and no stack. */
function problem(line: RegExp) {
  return { code: 1, out: '', err: expect.stringMatching(new RegExp(`^✖ ${line.source}\\n$`)) }
}

describe('npm start', () => {
  it('prints working addresses for phones, projector and facilitator, and listens by IPv4 and IPv6', async () => {
    const server = await startWorkshop(tempFolder())
    expect(server.joinUrl).toMatch(/^http:\/\/[\d.a-z]+:\d+$/)
    // The projector may hang on another machine.
    expect(server.deckUrl).toBe(`${server.joinUrl}/deck/`)
    const cookie = await signIn(server)
    const presenter = await connect(server.deckUrl.replace('/deck/', ''), 'facilitator', { cookie })
    const { room, polls } = await presenter.next('welcome')
    expect(room.workshop.title).toBe((await loadContent(paths.root)).file.title)
    expect(room.joinUrl.split('?k=')).toEqual([`${server.joinUrl}/${room.workshop.id.slice(-6)}`, expect.stringMatching(/^[\w-]{8}$/)])
    expect(room.address).toBe(server.joinUrl)
    expect(polls).toHaveLength((await loadContent(paths.root)).polls.length)
    // By IPv4, and by IPv6 where this machine has it.
    for (const url of [server.deckUrl, ...['127.0.0.1', ...hasIPv6 ? ['[::1]'] : []].map(host => `http://${host}:${server.port}/`)])
      expect((await fetch(url)).status).toBe(200)
  })

  // Elsewhere 127.0.0.1 is the only address that every machine has.
  it.runIf(process.platform === 'linux')('listens on one address when asked, and every link it prints leads there', async () => {
    const { deckUrl, joinUrl, signInUrl, port } = await startWorkshop(tempFolder(), '--host', '127.0.0.2')
    expect(joinUrl).toBe(`http://127.0.0.2:${port}`)
    for (const url of [deckUrl, joinUrl, signInUrl])
      expect((await fetch(url)).status).toBe(200)
  })

  it.runIf(hasIPv6)('listens on an IPv6 address when asked, and every link it prints leads there', async () => {
    const { deckUrl, joinUrl, signInUrl, port } = await startWorkshop(tempFolder(), '--host', '[::1]')
    expect(joinUrl).toBe(`http://[::1]:${port}`)
    for (const url of [deckUrl, joinUrl, signInUrl])
      expect((await fetch(url)).status).toBe(200)
  })

  it('prints the public address if there is one', async () => {
    const { joinUrl, deckUrl } = await startWorkshop(tempFolder(), '--public-url', 'https://vote.example/')
    expect([joinUrl, deckUrl]).toEqual(['https://vote.example', 'https://vote.example/deck/'])
  })

  // Windows ends a process that is sent one, whatever that has in mind.
  it.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM'] as const)('shuts down cleanly on %s, with phones connected', async (signal) => {
    const server = await startWorkshop(tempFolder())
    const ann = await connect(`http://localhost:${server.port}`, 'attendee')
    const lost = ann.lost()
    server.signal(signal)
    await lost
    ann.close()
    expect(await server.ended).toMatchObject({ code: 0, err: '' })
  })
})

describe('npm start -- --workshop', () => {
  it('continues an ended workshop, which a start without the option offers', async () => {
    const data = tempFolder()
    const first = await startWorkshop(data)
    const presenter = await connect(first.url, 'facilitator', { cookie: await signIn(first) })
    const { room: { workshop: { id } }, polls } = await presenter.next('welcome')
    const def = polls.map(({ def }) => def).find(def => def.kind === 'choice')!
    await presenter.send({ type: 'slide:show', no: 3, clicks: 0, poll: def.id })
    const { round } = await presenter.next('poll', ({ def: shown, voting }) => shown.id === def.id && voting === 'open')
    const ann = await connect(first.url, 'attendee')
    expect(await ann.send({ type: 'ballot:cast', poll: def.id, round, answer: picks(def.options[0]!.id) })).toEqual({ ok: true })
    expect(await presenter.send({ type: 'workshop:end' })).toEqual({ ok: true })
    const stop = async (server: typeof first) => {
      server.signal('SIGTERM')
      await server.ended
    }
    await stop(first)

    const second = await startWorkshop(data)
    await second.says(new RegExp(`The workshop before, ${id}, has ended\\. To go on with that one: {2}npm start -- --workshop ${id}`))
    await stop(second)

    const third = await startWorkshop(data, '--workshop', id)
    await third.says(/This workshop has ended\. .+press u/)
    const again = await connect(third.url, 'facilitator', { cookie: await signIn(third) })
    expect((await again.next('welcome')).room.workshop).toMatchObject({ id, ended: true })
    expect(await again.send({ type: 'workshop:reopen' })).toEqual({ ok: true })
    await stop(third)

    // From here on it is the one that goes on.
    const fourth = await startWorkshop(data)
    expect(fourth.output.out).toContain(`${id}, going on where it was`)
    await stop(fourth)
    expect(await run(MAIN, '--no-open', '--port', '0', '--data', data, '--workshop', 'nothing')).toEqual(problem(new RegExp(`There is no workshop "nothing" in .+\\. There are: .*${id}`)))
  })
})

describe('npm start -- --seats', () => {
  it('prints the address of the cards; a restart keeps them, and accepts a higher number but no lower one', async () => {
    const data = tempFolder()
    const first = await startWorkshop(data, '--seats', '2')
    const cards = /Seat cards to print\s+(http\S+)\s+2 seats/.exec(first.output.out)![1]!
    const codesOn = async (cookie: string) => (await (await fetch(cards.replace(/:\d+/, `:${first.port}`), { headers: { cookie } })).text()).match(/[a-z]{4}-[a-z]{4}(?=<)/g)!
    const cookie = await signIn(first)
    const codes = await codesOn(cookie)
    const ann = await connect(first.url, 'attendee')
    expect(await ann.send({ type: 'seat:claim', code: codes[1]! })).toEqual({ ok: true })
    ann.close()
    first.signal('SIGINT')
    await first.ended
    expect(await run(MAIN, '--no-open', '--port', '0', '--data', data, '--seats', '1')).toEqual(problem(/This workshop has 2 seats, and none is taken away\. .+--seats 2.+/))

    const second = await startWorkshop(data, '--seats', '3', '--port', String(first.port))
    expect((await codesOn(cookie)).slice(0, 2)).toEqual(codes)
    const bob = await connect(second.url, 'attendee')
    expect(await bob.send({ type: 'seat:claim', code: codes[1]! })).toMatchObject({ code: 'seat_taken' })
    bob.close()
    second.signal('SIGINT')
    await second.ended

    // Its codes could not be printed any more.
    rmSync(join(data, 'facilitator.key'))
    expect(await run(MAIN, '--no-open', '--port', '0', '--data', data)).toEqual(problem(/The codes of this workshop were made with another facilitator\.key\. .+--new/))
  })
})

/** What a start says to these words, in a terminal. It gets no further. */
function saidTo(words: string[]): string {
  let said = ''
  const command = startCommand('npm start --').exitOverride().configureOutput({ writeErr: text => said += text })
  try {
    command.parse(words, { from: 'user' })
  }
  catch (error) {
    if (error instanceof UserError)
      said = `✖ ${error.message}\n`
  }
  return stripVTControlCharacters(said)
}

describe('npm start refuses what a facilitator can fix', () => {
  it.each<[string[], RegExp]>([
    [['--port', '99999'], /--port 99999 is no port\. .+/],
    [['--prot', '5000'], /unknown option '--prot'\n\(Did you mean --port\?\)\n.+--help/],
    [['5000'], /".+5000" is no deck\. .+slides\.md/],
    [['nowhere/slides.md'], /There is no .+\/nowhere\/slides\.md\. .+/],
    [['--trust-proxy'], /--trust-proxy needs --public-url: .+/],
    [['core'], /There is no deck in .+\/core: neither .+/],
  ])('%s, and ends with 1', async (args, line) => {
    expect(await run(MAIN, '--no-open', ...args)).toEqual(problem(line))
  })

  it('a key of the server that can be guessed', async () => {
    expect(await spawnScript(MAIN, ['--no-open'], { env: { ADMIN_KEY: 'secret' } }).ended).toEqual(problem(/ADMIN_KEY can be guessed: it has 6 characters\. Give it 16 or more, .+/))
  })

  it.each<[string[], RegExp]>([
    [['--port', 'abc'], /--port abc is no port\. .+/],
    [['--seats', '0'], /--seats 0 is no number of seats\. .+ 1 to 2000\./],
    [['--delete-after', '0'], /--delete-after 0 is no number of days\. Give a whole number from 1 to 36500, .+/],
    [['--delete-after', '1.5'], /--delete-after 1\.5 is no number of days\. .+/],
    [['--delete-after', 'soon'], /--delete-after soon is no number of days\. .+/],
    [['--delete-after', ''], /--delete-after {2}is no number of days\. .+/],
    [['--port'], /option '--port <number>' argument missing\nAll options: npm start -- --help/],
    [['--port', ''], /--port {2}is no port\. .+/],
    [['--data', ''], /option '--data <folder>' argument '' is invalid\. It is empty\.\n.+--help/],
    [['--new', '--workshop', 'some-id'], /option '--new' cannot be used with option '--workshop <id>'\n.+--help/],
    [['--host', 'fe80::1%eth0'], /--host fe80::1%eth0 is an address that no browser opens.+/],
    [['--public-url', 'vote.example'], /--public-url vote\.example is no address\. .+/],
    [['--public-url', 'https://vote.example/room?a=1'], /--public-url https:\/\/vote\.example\/room\?a=1 is more than an address and a path\. .+/],
  ])('%s', (args, line) => {
    expect(saidTo(args)).toMatch(new RegExp(`^✖ ${line.source}\\n$`))
  })

  it('a port that is taken, before anything is written', async () => {
    const other = createServer().listen(0)
    onTestFinished(() => void other.close())
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    const data = tempFolder()
    expect(await run(MAIN, '--no-open', '--port', String(port), '--data', data)).toEqual(problem(new RegExp(`Port ${port} is taken\\. .+--port ${port + 1}`)))
    expect(readdirSync(data)).toEqual([])
  })

  it.each<[string, (data: string) => void, RegExp]>([
    ['a damaged decks.json', data => writeFileSync(join(data, 'decks.json'), '{'), /decks\.json is damaged/],
    ['a facilitator.key that cannot be read', data => mkdirSync(join(data, 'facilitator.key')), /facilitator\.key/],
  ])('%s, without ending the workshop that is there', async (_, harm, line) => {
    const data = tempFolder()
    const open = sqliteLog(join(data, 'workshops.sqlite'))
    await open.append('open-room', () => [startOf('open-room')])
    await open.close()
    const log = async () => {
      const { workshops, close } = sqliteLog(join(data, 'workshops.sqlite'))
      const kept = (await workshops()).map(({ length }) => length)
      await close()
      return kept
    }
    const before = await log()
    harm(data)
    expect(await run(MAIN, '--no-open', '--new', '--port', '0', '--data', data)).toMatchObject({ code: 1, err: expect.stringMatching(line) })
    expect(await log()).toEqual(before)
  })

  it('an address that this machine does not have', async () => {
    const args = ['--no-open', '--port', '0', '--data', tempFolder()]
    expect(await run(MAIN, ...args, '--host', '192.0.2.1')).toEqual(problem(/This machine has no address 192\.0\.2\.1\. .+/))
    expect(await run(MAIN, ...args, '--host', 'nowhere.invalid')).toEqual(problem(/This machine has no address nowhere\.invalid\. .+/))
  })

  it('a data folder that cannot be written to', async () => {
    const file = join(tempFolder(), 'file')
    writeFileSync(file, '')
    expect(await run(MAIN, '--no-open', '--port', '0', '--data', join(file, 'data'))).toEqual(problem(/Cannot write to .+\/file\/data: there is a file in its place\. .+--data some\/folder/))
  })

  it.runIf(process.platform === 'linux')('a data folder where the system makes none', async () => {
    expect(await run(MAIN, '--no-open', '--port', '0', '--data', '/proc/data')).toEqual(problem(/Cannot write to \/proc\/data: ENOENT.+--data some\/folder/))
  })

  it('a data folder that another server uses', async () => {
    const data = tempFolder()
    await startWorkshop(data)
    expect(await run(MAIN, '--no-open', '--port', '0', '--data', data)).toEqual(problem(/A workshop is running on the data folder .+ already\. .+--data some\/folder/))
  })

  it('what comes up once it listens', async () => {
    const data = tempFolder()
    mkdirSync(join(data, 'server.json', 'something'), { recursive: true })
    expect(await run(MAIN, '--no-open', '--port', '0', '--data', data)).toMatchObject({ code: 1, err: expect.stringContaining('server.json') })
  })

  it('a log that is none of ours', async () => {
    const data = tempFolder()
    mkdirSync(data, { recursive: true })
    writeFileSync(join(data, 'workshops.sqlite'), 'not a database, but long enough to be looked at')
    expect(await run(MAIN, '--no-open', '--port', '0', '--data', data)).toEqual(problem(/Cannot use the workshop log .+workshops\.sqlite: .+/))
  })
})

it('--help names every option', async () => {
  const { code, out } = await run(MAIN, '--help')
  expect(code).toBe(0)
  for (const option of ['--port', '--host', '--public-url', '--data', '--seats', '--workshop', '--new', '--compare', '--delete-after', '--no-open', '--dev'])
    expect(out).toContain(option)
})
