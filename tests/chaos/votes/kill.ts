import type { Finding, Instrument, InstrumentOptions } from '../../support/instruments/instrument.ts'
import type { Wire } from '../../support/server/wire.ts'
import type { Answer, Sending } from './checker.ts'
import type { Wish } from './diary.ts'
import type { CsvRound, Watcher } from './published.ts'
import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { dataFolder } from '../../support/data-folder.ts'
import { atLeast, atMost, none, told } from '../../support/instruments/instrument.ts'
import { randomFrom } from '../../support/polls/random.ts'
import { signIn, spawnScript, startCommand, startShipped } from '../../support/processes/shipped.ts'
import { connectMany, connectWire } from '../../support/server/wire.ts'
import { difference, nameOf } from './checker.ts'
import { createDiary } from './diary.ts'
import { createPollDesk } from './poll-desk.ts'
import { connectWatcher, csvDifferences, keyOf, shownBy } from './published.ts'
import { randomAnswer } from './random-answer.ts'

const POLLS = ['opening', 'cicd/bottlenecks']
/** `npm run report` is asked every so many rounds, and in the last; the server's own CSV in each. */
const COMMAND_EVERY = 10

export const kill: Instrument = {
  name: 'kill',
  about: 'The server is killed in the middle of bursts and starts again: every vote counts as it was answered. --clients phones, --rounds kills',
  run,
}

async function run({ clients = 500, rounds = 100, seed, mutant, tell }: InstrumentOptions): Promise<Finding[]> {
  const random = randomFrom(seed)
  const folder = dataFolder()
  const wrong = { answers: [] as string[], ballots: [] as string[], slides: [] as string[], csv: [] as string[] }
  const expected = new Map<string, CsvRound>()
  /** Seconds to the first vote, and of those the seconds that a processor worked for the server. */
  const restarts: number[] = []
  const work: number[] = []
  let killedAtStart = 0
  let onAnswer = (_: Sending) => {}
  const diary = createDiary(sending => onAnswer(sending))

  let server = await startShipped({ data: folder.path, mutant })
  const { port } = server
  try {
    const cookie = await signIn(server)
    let facilitator = await connectWatcher(server.url, { role: 'facilitator', cookie })
    let wires = await connectMany(server.url, clients)
    const desks = POLLS.map(poll => createPollDesk(poll, facilitator, diary))
    const defOf = (poll: string) => facilitator.slides.view(poll).def
    for (const desk of desks)
      await desk.press(facilitator, 'poll:open')

    for (let round = 1; round <= rounds && !Object.values(wrong).flat().length; round++) {
      await burst(round)
      const restarted = await startAgain()
      let firstVote = Infinity
      onAnswer = ({ answered }) => {
        if (answered !== 'accepted' || firstVote < Infinity)
          return
        firstVote = performance.now()
        work.push(processorSeconds(server.pid))
      }
      wires = await comeBack(round)
      onAnswer = () => {}
      restarts.push((firstVote - restarted) / 1000)
      facilitator = await connectWatcher(server.url, { role: 'facilitator', cookie })
      const screen = await connectWatcher(server.url, { role: 'screen' })
      await compare(round, facilitator, screen)
      for (const desk of desks)
        await desk.press(facilitator, 'poll:repeat')
      screen.wire.close()
      tell(`round ${round}: ${diary.totals.accepted} votes acknowledged, ${diary.totals.never} without an answer; first vote ${restarts.at(-1)!.toFixed(1)} s after the start`)
    }

    /** All phones vote and change their minds; the server dies on the way. */
    async function burst(round: number): Promise<void> {
      const plans = wires.map((_, index) => {
        const random = phoneRandom(round, index)
        return Array.from({ length: 1 + Math.floor(random() * 3) }, () => {
          const desk = desks[Math.floor(random() * desks.length)]!
          // Some taps are late, for the round before.
          const { ids } = random() < 0.05 ? desk.rounds.at(-2) ?? desk.current : desk.current
          return { wish: { attendee: String(index), poll: desk.poll, round: ids[0]!, answer: randomAnswer(defOf(desk.poll), random, true) }, waits: random() < 0.5 }
        })
      })
      let left = 1 + Math.floor(random() * plans.flat().length * 0.8)
      const delay = random() * 8
      onAnswer = () => {
        if (--left === 0)
          setTimeout(() => server.signal('SIGKILL'), delay)
      }
      await Promise.all(plans.map(async (plan, index) => {
        const answers = []
        for (const { wish, waits } of plan) {
          const answer = diary.cast(wires[index]!, wish)
          answers.push(answer)
          if (waits)
            await answer
        }
        await Promise.all(answers)
      }))
      server.signal('SIGKILL')
      await server.ended
      await Promise.all(wires.map(({ closed }) => closed))
    }

    /** Now and then a start is killed as well. Resolves with the moment at which the start that lasted began. */
    async function startAgain(): Promise<number> {
      const { script, flags } = startCommand()
      while (random() < 0.2) {
        const early = spawnScript(script, ['--no-open', '--port', String(port), '--data', folder.path], { flags, mutant })
        await Promise.race([wait(random() * 2000), early.ended])
        early.signal('SIGKILL')
        await early.ended
        killedAtStart++
      }
      const began = performance.now()
      server = await startShipped({ data: folder.path, port, mutant })
      return began
    }

    /** Phones come back, look at their ballots, and do what phones do: most resend, some are gone for good, some are confused. */
    async function comeBack(round: number): Promise<Wire[]> {
      const verdicts = desks.map(desk => desk.judge(desk.current).candidates)
      const back: Wire[] = []
      for (let from = 0; from < clients; from += 100) {
        const indices = Array.from({ length: Math.min(100, clients - from) }, (_, index) => from + index)
        back.push(...await Promise.all(indices.map(async (index) => {
          const attendee = String(index)
          const wire = await connectWire(server.url, { attendee: index })
          desks.forEach(({ current }, no) => checkBallot(wire, attendee, current.ids[0]!, verdicts[no]!.get(attendee) ?? [null]))
          await resume(wire, attendee, phoneRandom(-round, index))
          return wire
        })))
      }
      return back
    }

    async function resume(wire: Wire, attendee: string, random: () => number): Promise<void> {
      const own = desks.flatMap(({ current }) => diary.of(current.ids[0]!).filter(sending => sending.attendee === attendee))
      const unanswered = own.filter(({ answered }) => answered === 'never')
      const [old] = own.filter(({ answered }) => answered === 'accepted')
      const desk = desks[Math.floor(random() * desks.length)]!
      const fresh = { attendee, poll: desk.poll, round: desk.current.ids[0]!, answer: randomAnswer(defOf(desk.poll), random, true) }
      // Somebody votes in any case: the time to the first vote is measured.
      const mood = attendee === '0' ? 1 : random()
      const casts: Wish[] = mood < 0.5
        ? unanswered
        : mood < 0.7
          ? unanswered.slice(-1)
          : mood < 0.8
            ? []
            // A ballot that was counted before a newer one comes once more: it must not win.
            : [fresh, ...old ? [old] : [], ...unanswered]
      await Promise.all(casts.map(wish => diary.cast(wire, wish)))
    }

    function checkBallot(wire: Wire, attendee: string, round: string, may: readonly (Answer | null)[]): Answer | null {
      const own = wire.latest.own?.ballots[round]
      const counts = own?.kind === 'choice' || own?.kind === 'dots' ? own : null
      if (!may.some(answer => nameOf(answer) === nameOf(counts)))
        wrong.ballots.push(`attendee ${attendee} in ${round}: ${nameOf(counts)} instead of ${may.map(nameOf).join(' or ')}`)
      return counts
    }

    /** Every phone's own ballot, the slides and the CSV, each with the checker. */
    async function compare(round: number, facilitator: Watcher, screen: Watcher): Promise<void> {
      for (const desk of desks) {
        const { current } = desk
        const { candidates, wrong: answers } = desk.judge(current)
        wrong.answers.push(...answers)
        const seen = new Map<string, Answer | null>()
        for (const [attendee, may] of candidates) {
          if (may.length === 1)
            continue
          const wire = await connectWire(server.url, { attendee: Number(attendee) })
          seen.set(attendee, checkBallot(wire, attendee, current.ids[0]!, may))
          wire.close()
        }
        const count = desk.count(candidates, attendee => seen.get(attendee)!)
        expected.set(keyOf(desk.poll, current.no), { ...count, revealed: true })
        if (!await desk.press(facilitator, 'poll:reveal'))
          wrong.slides.push(`${desk.poll} could not be revealed`)
        await Promise.all(Object.entries({ facilitator, screen }).map(async ([who, { slides }]) => {
          const differs = difference(shownBy(await slides.until(desk.poll, view => difference(shownBy(view), count) === null)), count)
          if (differs)
            wrong.slides.push(`${who}, ${keyOf(desk.poll, current.no)}: ${differs}`)
        }))
        if (wrong.slides.length > 0)
          return
      }
      checkCsv('download', await (await fetch(`${server.url}/facilitator/api/results.csv`, { headers: { cookie } })).text())
      if (round % COMMAND_EVERY === 0 || round === rounds) {
        const output = join(folder.path, 'results')
        const { code, err } = await spawnScript('server/cli/commands/report.ts', ['--data', folder.path, '--no-slides', '--hidden', '--output', output], { mutant }).ended
        checkCsv('npm run report', code === 0 ? readFileSync(join(output, 'results.csv'), 'utf8') : err)
      }
    }

    function checkCsv(where: string, text: string): void {
      wrong.csv.push(...csvDifferences(text, expected).map(line => `${where}, ${line}`))
    }
  }
  finally {
    server.signal('SIGKILL')
    await server.ended
    folder.remove()
  }

  /** The same phone does the same in the same round, whatever the others do. */
  function phoneRandom(round: number, index: number): () => number {
    return randomFrom(seed * 1_000_003 + round * 10_007 + index)
  }

  const { accepted, refused, never, unjudged } = diary.totals
  return [
    none('votes that were answered wrongly', wrong.answers),
    none('phones whose ballot is not the one that has to count', wrong.ballots),
    none('slides that differ from the checker', wrong.slides),
    none('CSV that differs from the checker', wrong.csv),
    atMost('slowest restart, from start to first vote', Math.max(...restarts), 5, ' s'),
    atLeast('votes without an answer when the server died', never, 1),
    told('kills', `${restarts.length} in a burst of ${clients} phones, ${killedAtStart} at a start`),
    told('votes', `${accepted} acknowledged, ${refused} refused, ${unjudged} not looked at`),
    told('median restart', `${medianOf(restarts).toFixed(2)} s, of which a processor worked ${medianOf(work).toFixed(2)} s for it (load ${loadavg()[0]!.toFixed(1)} on ${availableParallelism()} processors)`),
  ]
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Infinity
}

/** What the processors did for a process since it began; 0 where the system does not tell. */
function processorSeconds(pid: number): number {
  const path = `/proc/${pid}/stat`
  const [user, system] = existsSync(path) ? readFileSync(path, 'utf8').split(' ').slice(13, 15).map(Number) : []
  return ((user ?? 0) + (system ?? 0)) / 100
}
