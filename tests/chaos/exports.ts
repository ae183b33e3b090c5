import type { Instrument } from '../support/instruments/instrument.ts'
import type { Wire } from '../support/server/wire.ts'
import type { Served } from '../support/server/with-server.ts'
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { deckAt, pathOfDeck, paths } from '../../server/paths.ts'
import { dataFolder } from '../support/data-folder.ts'
import { atLeast, atMost, none } from '../support/instruments/instrument.ts'
import { picks } from '../support/polls/answers.ts'
import { childrenOf } from '../support/processes/children.ts'
import { spawnScript } from '../support/processes/shipped.ts'
import { join as joinRoom } from '../support/server/crowd.ts'
import { connectMany, connectWire, newId } from '../support/server/wire.ts'
import { withServer } from '../support/server/with-server.ts'

/** Its slides throw, lack pictures, and the last one is drawn without end while the room is on it. */
const BROKEN = deckAt(join(paths.root, 'tests', 'broken-deck'))
const ENDLESS = 7
const VOTING = 2
/** Between two votes of a phone, and between two phones that come in, in milliseconds. */
const PACE = 500
const PATIENCE_MS = 2000
/** A print that hangs longer will hang for ever. */
const GIVEN_UP_MS = 180_000

export const exports: Instrument = {
  name: 'exports',
  about: 'prints of a broken deck, killed browsers, readers who leave, and --rounds builds in the same clone, while --clients phones vote. --rounds 0: no builds, no print that hangs',
  run: ({ clients = 50, rounds = 6, mutant, tell }) => withServer({ mutant, args: [pathOfDeck(BROKEN)] }, async (server) => {
    const { url, pid, cookie } = server
    let end: string[] = []
    void server.ended.then(({ code, err }) => end = [`it ended with ${code}: ${err}`])
    const facilitator = await connectWire(url, { role: 'facilitator', cookie })
    const { polls: [poll] } = await facilitator.until('welcome')
    const { def, round } = poll!
    const show = (no: number) => facilitator.send({ type: 'slide:show', id: newId(), no, clicks: 0, poll: def.id })
    await show(VOTING)
    const honest = beHonest(server, await connectMany(url, clients), def.id, round)

    const wrong: string[] = []
    /** Presses Export PDF, does something meanwhile, and says so where the answer is another one. */
    const print = async (what: string, expected: RegExp, meanwhile: () => Promise<void> = async () => {}) => {
      tell(what)
      // Those of the print before have answered, and may not have ended yet.
      await disappear(pid)
      const answer = exportPdf(server)
      await meanwhile().catch(error => wrong.push(`${what}: ${(error as Error).message}`))
      const came = await answer
      if (!expected.test(came))
        wrong.push(`${what}: ${came}`)
    }
    const kill = async (which: RegExp) => (await appear(pid, which)).forEach(each => process.kill(each, 'SIGKILL'))

    await print('a deck with faults', /^200 .*Slide 4/, async () => {
      const second = await exportPdf(server)
      if (!second.includes('printed already'))
        throw new Error(`a second one at once: ${second}`)
    })
    await print('a browser that is killed', /^500 .*browser (?:ended|\S+ did not start)/i, () => kill(BROWSER))
    await print('a printer that is killed', /^500 .*ended before/, () => kill(/print-worker/))
    await show(ENDLESS)
    const left = new AbortController()
    const leaving = exportPdf(server, left.signal)
    await appear(pid, /--type=renderer/)
    left.abort()
    await leaving
    const staying = await disappear(pid)
    if (rounds > 0)
      await print('a slide that is drawn without end', /^500 .*got stuck/)
    await show(VOTING)
    if (rounds > 0)
      wrong.push(...await buildOthers(rounds, tell))
    await print('a deck with faults, in the end', /^200 .*Slide 4/)
    const { votes, waits, refused, unserved } = await honest.stop()
    return [
      none('ends of the server', end),
      none('exports and builds that came out otherwise than they have to', wrong),
      none('processes that stay when whoever asked has left', staying),
      atLeast('honest votes', votes, clients),
      none('honest votes refused, or not answered', refused),
      atMost('slowest honest vote', Math.max(...waits), PATIENCE_MS, ' ms'),
      none('phones that came and got no page', unserved),
      none('lines on standard error', server.output.err.split('\n').filter(line => line !== '')),
    ]
  }),
}

const BROWSER = /--remote-debugging-pipe(?!.*--type=)/

/** Phones that vote, and others that come in, until they are stopped. */
function beHonest({ url }: Served, phones: readonly Wire[], poll: string, round: string) {
  const stopped = new AbortController()
  const seen = { votes: 0, waits: [] as number[], refused: [] as string[], unserved: [] as string[] }
  const again = async (work: (no: number) => Promise<void>) => {
    for (let no = 0; !stopped.signal.aborted; no++) {
      await work(no)
      await setTimeout(PACE, undefined, { signal: stopped.signal }).catch(() => {})
    }
  }
  const answer = (no: number) => picks(['monday', 'tuesday'][no % 2]!)
  const all = phones.map((wire, index) => again(async (no) => {
    const sent = performance.now()
    const reply = await wire.send({ type: 'ballot:cast', id: newId(), poll, round, answer: answer(index + no) }).catch((error: Error) => ({ ok: false, code: error.message } as const))
    seen.waits.push(performance.now() - sent)
    if (reply.ok)
      seen.votes++
    else
      seen.refused.push(reply.code)
  }))
  const coming = again(async no => joinRoom(url, answer(no)).then(({ wire }) => wire.close(), (error: Error) => void seen.unserved.push(error.message)))
  return {
    stop: async () => {
      stopped.abort()
      await Promise.all([...all, coming])
      return seen
    },
  }
}

/** What the panel's button gets: the status, and the warnings or the words of the refusal. */
async function exportPdf({ url, cookie }: Served, signal?: AbortSignal): Promise<string> {
  try {
    const response = await fetch(`${url}/facilitator/api/export.pdf`, { headers: { cookie }, signal: AbortSignal.any([AbortSignal.timeout(GIVEN_UP_MS), ...signal ? [signal] : []]) })
    const words = response.ok ? decodeURIComponent(response.headers.get('workshop-warnings') ?? 'without a warning') : await response.text()
    return `${response.status} ${words}`
  }
  catch (error) {
    return (error as Error).name
  }
}

/** Waits for processes of the server's that look so. */
async function appear(pid: number, which: RegExp): Promise<number[]> {
  for (let left = 3000; left > 0; left--) {
    const found = childrenOf(pid).filter(({ command }) => which.test(command))
    if (found.length > 0)
      return found.map(child => child.pid)
    await setTimeout(10)
  }
  throw new Error(`no process appeared like ${which}`)
}

/** Waits until the server has no other processes; says which stay. */
async function disappear(pid: number): Promise<string[]> {
  for (let left = 500; left > 0 && childrenOf(pid).length > 0; left--)
    await setTimeout(10)
  return childrenOf(pid).map(({ command }) => command.slice(0, 80))
}

/** Builds so many decks, two at a time. */
async function buildOthers(count: number, tell: (line: string) => void): Promise<string[]> {
  const folder = dataFolder()
  const wrong: string[] = []
  const waiting = Array.from({ length: count }, (_, no) => join(folder.path, String(no))).values()
  const work = async () => {
    for (const deck of waiting) {
      cpSync(BROKEN.root, deck, { recursive: true })
      writeFileSync(join(deck, 'public', 'which.txt'), deck)
      const { code, err } = await spawnScript('server/cli/commands/build.ts', [deck]).ended
      tell(`built ${deck}`)
      if (code !== 0)
        wrong.push(`a build: ${err}`)
    }
  }
  await Promise.all([work(), work()]).finally(folder.remove)
  return wrong
}
