import type { Finding, Instrument, InstrumentOptions } from '../../support/instruments/instrument.ts'
import type { Sending } from './checker.ts'
import type { DeskRound, PollDesk, Press } from './poll-desk.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { atLeast, none, told } from '../../support/instruments/instrument.ts'
import { randomFrom } from '../../support/polls/random.ts'
import { signIn, startShipped } from '../../support/processes/shipped.ts'
import { connectMany } from '../../support/server/wire.ts'
import { difference } from './checker.ts'
import { createDiary } from './diary.ts'
import { createPollDesk } from './poll-desk.ts'
import { connectWatcher, csvDifferences, keyOf, shownBy } from './published.ts'
import { randomAnswer } from './random-answer.ts'

const POLLS = ['opening', 'cicd/bottlenecks']
/** Phones that vote around one press: a third before it, a third with it, a third once the facilitator has the answer. */
const VOTERS = 24

export const races: Instrument = {
  name: 'races',
  about: 'Rounds open, close, reset, come back and repeat among votes: what is acknowledged counts, and nothing else. --clients phones, --rounds presses',
  run,
}

async function run({ clients = 200, rounds = 1000, seed, mutant, tell }: InstrumentOptions): Promise<Finding[]> {
  const random = randomFrom(seed)
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]!
  const folder = dataFolder()
  const wrong = { answers: new Set<string>(), slides: [] as string[], csv: [] as string[] }
  const presses: Record<string, number> = {}
  let splitByPress = 0
  const diary = createDiary()
  const server = await startShipped({ data: folder.path, mutant })
  try {
    const cookie = await signIn(server)
    const facilitator = await connectWatcher(server.url, { role: 'facilitator', cookie })
    const screen = await connectWatcher(server.url, { role: 'screen' })
    const wires = await connectMany(server.url, clients)
    const desks = POLLS.map(poll => createPollDesk(poll, facilitator, diary))

    for (let step = 1; step <= rounds && wrong.answers.size + wrong.slides.length + wrong.csv.length === 0; step++) {
      const desk = pick(desks)
      await press(desk)
      await compare(desk)
      if (step % 100 === 0)
        tell(`${step} presses: ${diary.totals.accepted} votes acknowledged, ${diary.totals.refused} refused`)
    }
    for (const desk of desks) {
      for (const round of desk.everyRound)
        desk.judge(round).wrong.forEach(line => wrong.answers.add(line))
      await checkCsv(desk, desk.rounds)
    }

    /** One press of the facilitator's among votes; resolves when everything is answered. */
    async function press(desk: PollDesk): Promise<void> {
      const votes: Promise<Sending>[] = []
      const voters = Array.from({ length: VOTERS }, () => Math.floor(random() * clients))
      const vote = (third: number) => voters.slice(third * VOTERS / 3, (third + 1) * VOTERS / 3).forEach(index => votes.push(...cast(desk, index)))
      const type = choosePress(desk)
      const [id] = desk.current.ids
      vote(0)
      const pressed = desk.press(facilitator, type, () => vote(2))
      vote(1)
      const done = await pressed
      presses[type] = (presses[type] ?? 0) + (done ? 1 : 0)
      const answers = new Set((await Promise.all(votes)).filter(({ round }) => round === id).map(({ answered }) => answered))
      if (answers.has('accepted') && answers.has('refused'))
        splitByPress++
    }

    /** Sends one or two ballots of a phone, and now and then an old one again. */
    function cast(desk: PollDesk, index: number): Promise<Sending>[] {
      const attendee = String(index)
      const round = random() < 0.8 ? desk.current : pick(desk.everyRound.slice(-3))
      const [id] = round.ids as [string]
      const wish = () => ({ attendee, poll: desk.poll, round: id, answer: answerFor(desk, round) })
      const old = diary.of(id).filter(sending => sending.attendee === attendee)
      const casts = [wish(), ...random() < 0.3 ? [wish()] : [], ...random() < 0.3 && old.length > 0 ? [pick(old)] : []]
      return casts.map(wish => diary.cast(wires[index]!, wish))
    }

    function answerFor(desk: PollDesk, { anew }: DeskRound) {
      // What an empty ballot means for an older one is a rule of its own; here newer ballots win.
      return randomAnswer(facilitator.slides.view(desk.poll).def, random, !anew)
    }

    function choosePress({ current: { voting, shown } }: PollDesk): Press {
      const look = shown ? 'poll:hide' : 'poll:reveal'
      if (random() < 0.15)
        return pick(['poll:open', 'poll:close', 'poll:reveal', 'poll:hide', 'poll:reset', 'poll:restore', 'poll:repeat'])
      switch (voting) {
        case 'idle':
          return pick(['poll:open', 'poll:open', 'poll:restore'])
        case 'open':
          return pick(['poll:close', 'poll:close', 'poll:reset', 'poll:restore', 'poll:repeat', look])
        case 'closed':
          return pick(['poll:open', 'poll:open', 'poll:reset', 'poll:restore', 'poll:repeat', look])
      }
    }

    async function compare(desk: PollDesk): Promise<void> {
      const { current } = desk
      const verdict = desk.judge(current)
      verdict.wrong.forEach(line => wrong.answers.add(line))
      const count = desk.count(verdict.candidates)
      for (const [who, { slides }] of Object.entries(current.shown ? { facilitator, screen } : { facilitator })) {
        const differs = difference(shownBy(await slides.until(desk.poll, view => view.round === current.ids[0] && difference(shownBy(view), count) === null)), count)
        if (differs)
          wrong.slides.push(`${who}, ${keyOf(desk.poll, current.no)}: ${differs}`)
      }
      await checkCsv(desk, [current])
    }

    async function checkCsv(desk: PollDesk, rounds: readonly DeskRound[]): Promise<void> {
      const text = await (await fetch(`${server.url}/facilitator/api/results.csv?hidden=1`, { headers: { cookie } })).text()
      const expected = rounds.map(round => [keyOf(desk.poll, round.no), { ...desk.count(desk.judge(round).candidates), revealed: round.revealed }] as const)
      wrong.csv.push(...csvDifferences(text, new Map(expected)))
    }
  }
  finally {
    server.signal('SIGKILL')
    await server.ended
    folder.remove()
  }

  const { accepted, refused, unjudged, never } = diary.totals
  return [
    none('votes that were answered wrongly', [...wrong.answers]),
    none('slides that differ from the checker', wrong.slides),
    none('CSV that differs from the checker', wrong.csv),
    none('votes without an answer', never > 0 ? [`${never} of them`] : []),
    atLeast('presses that parted a round\'s votes into counted and refused', splitByPress, 1),
    told('presses that were accepted', Object.entries(presses).map(([type, times]) => `${times} ${type.slice('poll:'.length)}`).join(', ')),
    told('votes', `${accepted} acknowledged, ${refused} refused, ${unjudged} not looked at`),
  ]
}
