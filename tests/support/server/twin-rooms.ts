import type { Command } from '../../../core/commands/commands.ts'
import type { Answer, PollDef } from '../../../core/kinds/kinds.ts'
import type { PollView } from '../../../core/protocol/down.ts'
import type { Shipped } from '../processes/shipped.ts'
import type { Wire } from './wire.ts'
import { isWritten, rulesOf } from '../../../core/kinds/kinds.ts'
import { anyAnswer } from '../polls/ballots.ts'
import { rawRequest } from './raw-http.ts'
import { attendeeCookie, connectMany, connectWire } from './wire.ts'

/** The one who is listened to, and the others. */
const WATCHED = 0
const FIRST_VOTER = 1

/** What somebody was sent, byte for byte but for what is random in every connection: frames, answers and pages, in order. */
export type Transcript = string[]

/** One run of one poll, as far as it is the same in both rooms. */
export interface Run {
  no: number
  poll: string
  /** Draws the watched attendee's own ballot. */
  own: () => number
}

export interface Room {
  server: Shipped
  polls: PollDef[]
  /**
   * Shows the poll, lets so many vote, closes it. Nothing is revealed.
   * @param votes draws the others' ballots
   * @param judge the facilitator lets everything through that was written
   */
  live: (run: Run, voters: number, votes: () => number, judge: boolean) => Promise<Record<'phone' | 'late' | 'screen', Transcript>>
  /** Puts the votes of a run aside. */
  forget: (run: Run) => Promise<void>
  /** What the facilitator downloads. */
  download: (name: string) => Promise<string>
}

/** @param people how many there are to vote */
export async function openRoom(server: Shipped, cookie: string, people: number): Promise<Room> {
  const { url, port } = server
  const facilitator = await connectWire(url, { role: 'facilitator', cookie })
  const voters = await connectMany(url, people, index => ({ attendee: FIRST_VOTER + index }))
  const { polls } = await facilitator.until('welcome')
  const online = (wire: Wire, count: number) => wire.until('room', view => view.online === count)
  await online(facilitator, people)

  return {
    server,
    polls: polls.map(({ def }) => def),
    async live({ no, poll, own }, voting, votes, judge) {
      const texts = { phone: [] as Transcript, late: [] as Transcript, screen: [] as Transcript }
      let sent = 0
      // The same in both rooms: screens are told the id of the command that moved the slide.
      const does = async (by: Wire, command: Record<string, unknown>) => by.send({ id: `command-${no}-${sent++}`, ...command } as unknown as Command)
      const page = async (into: Transcript, path: string, headers: Record<string, string> = {}) => {
        const { bytes } = await rawRequest(port, { path, headers })
        into.push(bytes.toString('latin1').replace(/^Date: .*$/m, 'Date: now').replace(/workshop_attendee_\w+=[\w-]{32}/, 'workshop_attendee=new'))
      }
      const listen = (into: Transcript) => (frame: string) => {
        // A ping comes by the clock.
        if (frame !== '2')
          into.push(frame.replace(/"sid":"[^"]+"/, '"sid":"any"'))
      }
      const identity = { cookie: await attendeeCookie(url, WATCHED) }

      const screen = await connectWire(url, { role: 'screen', onFrame: listen(texts.screen) })
      const viewOf = (fits: (view: PollView) => boolean) => screen.until('poll', view => view.def.id === poll && fits(view))
      await page(texts.phone, '/', identity)
      let watched = await connectWire(url, { ...identity, onFrame: listen(texts.phone) })
      await online(screen, people + 1)
      await does(facilitator, { type: 'slide:show', no: 1, clicks: 0, poll })
      await watched.until('attendee', view => view.poll?.def.id === poll && view.poll.voting === 'open')
      let { def, round, rev } = await viewOf(view => view.voting === 'open')
      const vote = async (by: Wire, answer: Answer) => {
        const reply = await does(by, { type: 'ballot:cast', poll, round, answer })
        if (!reply.ok)
          throw new Error(`${poll}: ${reply.message}`)
        rev = (await viewOf(view => view.rev > rev)).rev
      }
      await vote(watched, anyAnswer(def, own, 'watched'))
      for (const [index, voter] of voters.slice(0, voting).entries()) {
        await vote(voter, anyAnswer(def, votes, `${no}-${index}`))
        await does(voter, { type: 'role:say', role: votes() < 0.5 ? 'dev' : 'ops' })
      }
      // Somebody changes their mind.
      if (voting > 0 && !('max' in def && !('options' in def)))
        await vote(voters[0]!, anyAnswer(def, votes, `${no}-again`))
      if (judge && isWritten(def))
        await judgeAll()

      await page(texts.phone, '/', identity)
      watched.terminate()
      await online(screen, people)
      watched = await connectWire(url, { ...identity, onFrame: listen(texts.phone) })
      await online(screen, people + 1)
      await page(texts.late, '/')
      const late = await connectWire(url, { attendee: FIRST_VOTER + people, onFrame: listen(texts.late) })
      await online(screen, people + 2)
      await does(facilitator, { type: 'poll:close', poll })
      await viewOf(view => view.voting === 'closed')
      for (const phone of [watched, late]) {
        await phone.until('attendee', view => view.poll?.voting === 'closed')
        // Whatever was sent before has come with the answer.
        await does(phone, { type: 'ballot:cast', poll, round, answer: rulesOf(def).empty })
      }
      await page(texts.phone, '/', { ...identity, 'Accept-Encoding': 'gzip, br' })
      for (const name of ['results.json', 'results.csv', 'export.pdf'])
        await page(texts.phone, `/facilitator/api/${name}?hidden=1`, identity)
      // One after the other, so that none hears of another's leaving or not.
      for (const wire of [screen, watched, late]) {
        wire.close()
        await wire.closed
      }
      await online(facilitator, people)
      return texts

      async function judgeAll(): Promise<void> {
        const { result } = await facilitator.until('poll', view => view.def.id === poll && view.rev >= rev)
        for (const row of result!.rows) {
          await does(facilitator, { type: 'post:judge', poll, post: row.id, verdict: 'shown' })
          rev = (await viewOf(view => view.rev > rev)).rev
        }
      }
    },
    async forget({ no, poll }) {
      await facilitator.send({ type: 'poll:reset', id: `forget-${no}-1`, poll })
      const id = `forget-${no}-2`
      await facilitator.send({ type: 'slide:show', id, no: 1, clicks: 0, poll: null })
      // Then nothing is on its way to anybody.
      await facilitator.until('room', ({ slide }) => slide.by === id)
    },
    download: async name => (await fetch(`${url}/facilitator/api/${name}`, { headers: { cookie } })).text(),
  }
}
