import type { Command, WithoutId } from '../../../core/commands/commands.ts'
import type { Answer, PollDef, WrittenPoll } from '../../../core/kinds/kinds.ts'
import type { Post } from '../../../core/kinds/schemas/fields.ts'
import type { MutantName } from '../../support/instruments/mutants.ts'
import type { Shipped } from '../../support/processes/shipped.ts'
import type { Wire } from '../../support/server/wire.ts'
import { randomBytes } from 'node:crypto'
import { isWritten } from '../../../core/kinds/kinds.ts'
import { optionsOf } from '../../../core/kinds/shared/with-options.ts'
import { clean, keyOf } from '../../../core/words/text.ts'
import { likelyAnswer } from '../../../tools/gallery/answers.ts'
import { asks, says, writes } from '../../support/polls/answers.ts'
import { signIn, startShipped } from '../../support/processes/shipped.ts'
import { attendeeCookie, connectWire, newId } from '../../support/server/wire.ts'

/** One poll on its slide, with what is written in it. */
export interface Wall {
  def: PollDef
  slide: number
  /** As it is sent. */
  texts: string[]
}

export interface HostileRoom {
  server: Shipped
  facilitatorCookie: string
  /** Of somebody who wrote on every wall. */
  attendeeCookie: string
  /** Refusals that were no plain words about the answer. */
  oddRefusals: string[]
  /** Puts the wall's slide on, opens its poll, and has its texts written. Resolves with what of them was taken, cleaned. */
  write: (wall: Wall) => Promise<string[]>
  /**
   * Lets everything through, closes and reveals.
   * @param taken what was taken of it
   */
  reveal: (wall: Wall, taken: readonly string[]) => Promise<void>
  close: () => Promise<void>
}

export interface RoomOptions {
  data: string
  /** Path of a deck; this project's own if not given. */
  deck?: string | undefined
  mutant: MutantName | undefined
}

/** A server with a facilitator and a few attendees who mean harm. */
export async function openHostileRoom({ data, deck, mutant }: RoomOptions): Promise<HostileRoom> {
  const server = await startShipped({ data, args: deck ? [deck] : [], mutant })
  const facilitatorCookie = await signIn(server)
  const facilitator = await connectWire(server.url, { role: 'facilitator', cookie: facilitatorCookie })
  const attendees: Wire[] = []
  const attendee = async (index: number) => {
    if (attendees[index])
      return attendees[index]
    const wire = attendees[index] = await connectWire(server.url, { attendee: index })
    const [role] = wire.latest.attendee!.workshop.roles
    if (role)
      await wire.send({ type: 'role:say', id: newId(), role: role.id })
    return wire
  }
  const oddRefusals: string[] = []
  const facilitate = async (command: WithoutId) => {
    const reply = await facilitator.send({ ...command, id: newId() } as Command)
    if (!reply.ok)
      throw new Error(`${command.type}: ${reply.message}`)
  }
  const cast = async (wire: Wire, poll: string, answer: Answer) => {
    const { round } = (await wire.until('attendee', ({ poll: on }) => on?.def.id === poll && on.voting === 'open')).poll!
    return wire.send({ type: 'ballot:cast', id: newId(), poll, round, answer })
  }

  /** Each attendee writes as much as the poll takes of one, a text at a time, so that a refusal is about one text. */
  async function writeAll(def: WrittenPoll, texts: readonly string[]): Promise<string[]> {
    const taken: string[] = []
    let left = texts
    for (let index = 0; left.length > 0; index++) {
      const wire = await attendee(index)
      let own: Post[] = []
      const count = Math.min(def.max, 5)
      for (const text of left.slice(0, count)) {
        const next = [...own, { id: randomBytes(12).toString('hex'), text }]
        const reply = await cast(wire, def.id, answerOf(def, next))
        if (reply.ok) {
          own = next
          taken.push(text)
        }
        else if (reply.code !== 'invalid_answer') {
          oddRefusals.push(`${JSON.stringify(text)}: ${reply.code}`)
        }
      }
      left = left.slice(count)
    }
    return def.kind === 'words' ? wordsOf(taken.map(clean)) : taken.map(clean)
  }

  return {
    server,
    facilitatorCookie,
    attendeeCookie: await attendeeCookie(server.url, 0),
    oddRefusals,
    write: async ({ def, slide, texts }) => {
      // Which opens it, too.
      await facilitate({ type: 'slide:show', no: slide, clicks: 0, poll: def.id })
      if (!isWritten(def)) {
        for (let person = 0; person < 3; person++)
          await cast(await attendee(person), def.id, likelyAnswer(def, person))
        return optionsOf(def).map(({ label }) => label)
      }
      return writeAll(def, texts)
    },
    reveal: async ({ def }, taken) => {
      const { result } = await facilitator.until('poll', view => view.def.id === def.id && view.voters > 0 && view.result?.rows.length === taken.length)
      for (const { id } of isWritten(def) ? result!.rows : [])
        await facilitate({ type: 'post:judge', poll: def.id, post: id, verdict: 'shown' })
      await facilitate({ type: 'poll:close', poll: def.id })
      if (!def.live)
        await facilitate({ type: 'poll:reveal', poll: def.id })
    },
    close: async () => {
      for (const wire of [facilitator, ...attendees])
        wire.close()
      server.signal('SIGTERM')
      await server.ended
    },
  }
}

function answerOf({ kind }: WrittenPoll, posts: Post[]): Answer {
  switch (kind) {
    case 'words':
      return says(...posts.map(({ text }) => text))
    case 'text':
      return writes(...posts)
    case 'board':
      return asks(posts)
  }
}

/** The same word in several wordings is one, in the wording most used, ties the first by code units. [R10] */
function wordsOf(wordings: readonly string[]): string[] {
  const uses = (wording: string) => wordings.filter(other => other === wording).length
  const ordered = wordings.toSorted((a, b) => uses(a) - uses(b) || (a < b ? 1 : -1))
  return [...new Map(ordered.map(wording => [keyOf(wording), wording])).values()]
}
