import type { Command } from '../../../core/commands/commands.ts'
import type { PollView } from '../../../core/protocol/down.ts'
import type { Reply } from '../../../core/protocol/refusal.ts'
import type { WireOptions } from './wire.ts'
import type { Served } from './with-server.ts'
import { command, commands } from '../../../core/commands/commands.ts'
import { likelyAnswer } from '../../../tools/gallery/answers.ts'
import { upExamples } from '../../../tools/protocol-examples.ts'
import { connectWire, newId } from './wire.ts'

/** Messages of a burst that is not too many. */
const AT_ONCE = 30

/** Who may send a message. */
export type Sender = (typeof commands)[keyof typeof commands]['from']

/** A facilitator's cookie that is none. @param cookie the right one */
export function wrongCookie(cookie: string, value = 'x'.repeat(43)): string {
  return `${cookie.split('=')[0]}=${value}`
}

/** Everybody who can hold a connection, and whose messages are theirs to send. */
export function visitorsOf(cookie: string): { name: string, options: (index: number) => WireOptions, may: Sender[] }[] {
  const wrong = wrongCookie(cookie)
  return [
    { name: 'attendee', options: index => ({ attendee: index }), may: ['attendee'] },
    { name: 'attendee with the facilitator\'s cookie', options: index => ({ attendee: 100 + index, cookie }), may: ['attendee'] },
    { name: 'attendee with a wrong cookie', options: index => ({ attendee: 200 + index, cookie: wrong }), may: ['attendee'] },
    { name: 'screen', options: () => ({ role: 'screen' }), may: [] },
    { name: 'screen with a wrong cookie', options: () => ({ role: 'screen', cookie: wrong }), may: [] },
    { name: 'screen with the facilitator\'s cookie', options: () => ({ role: 'screen', cookie }), may: ['facilitator'] },
    { name: 'facilitator', options: () => ({ role: 'facilitator', cookie }), may: ['facilitator'] },
  ]
}

/** One of every message there is, about a poll as it stands: out of the registry, so that a new one cannot be forgotten. */
export function messagesAbout({ def, round, result }: PollView): Command[] {
  return Object.keys(commands).map((type) => {
    const example = upExamples[type as keyof typeof commands]
    return {
      ...example,
      id: newId(),
      ...'poll' in example && { poll: def.id },
      ...'round' in example && { round, answer: likelyAnswer(def, 1) },
      ...'post' in example && { post: result?.rows[0]?.id ?? example.post },
    } as Command
  })
}

/** Polls in different states, by their name; the room has seen one of them. */
export async function pollsInStates({ url, cookie }: Served): Promise<Record<string, PollView>> {
  const facilitator = await connectWire(url, { role: 'facilitator', cookie })
  const attendee = await connectWire(url, { attendee: 300 })
  const { polls } = await facilitator.until('welcome')
  const does = async (command: Command, by = facilitator) => {
    const reply = await by.send(command)
    if (!reply.ok)
      throw new Error(`${command.type}: ${reply.message}`)
  }
  const takesVotes = polls.filter(({ def }) => 'options' in def && def.options.length > 0)
  const chosen = { idle: takesVotes[0]!, open: takesVotes[1]!, revealed: takesVotes[2]!, reset: takesVotes[3]!, written: polls.find(({ def }) => def.kind === 'text')! }
  for (const [state, { def, round }] of Object.entries(chosen)) {
    if (state === 'idle')
      continue
    const press = (type: 'poll:open' | 'poll:close' | 'poll:reveal' | 'poll:split' | 'poll:reset') => does({ type, id: newId(), poll: def.id })
    await press('poll:open')
    await does({ type: 'ballot:cast', id: newId(), poll: def.id, round, answer: likelyAnswer(def, 0) }, attendee)
    for (const type of { revealed: ['poll:close', 'poll:reveal', 'poll:split'] as const, reset: ['poll:reset'] as const }[state] ?? [])
      await press(type)
  }
  facilitator.close()
  attendee.close()
  await attendee.closed
  const now = await everythingIn(url, cookie)
  return Object.fromEntries(Object.entries(chosen).map(([state, { def }]) => [state, now.welcome.polls.find(view => view.def.id === def.id)!]))
}

/** All that the facilitator can see: what they are welcomed with, and every tally. */
export async function everythingIn(url: string, cookie: string) {
  const facilitator = await connectWire(url, { role: 'facilitator', cookie })
  const welcome = await facilitator.until('welcome')
  facilitator.close()
  const results = await (await fetch(`${url}/facilitator/api/results.json?hidden=1`, { headers: { cookie } })).text()
  return { welcome, results }
}

/**
 * Every visitor sends every message about every poll.
 * @returns what was answered otherwise than the protocol says
 */
export async function sendAll(url: string, cookie: string, polls: Record<string, PollView>, allowed: boolean, onFrame: (frame: string) => void): Promise<{ sent: number, wrong: string[] }> {
  const wrong: string[] = []
  let sent = 0
  for (const { name, options, may } of visitorsOf(cookie)) {
    for (const [index, [state, view]] of Object.entries(polls).entries()) {
      const messages = messagesAbout(view).filter(({ type }) => may.includes(commands[type].from) === allowed)
      // A few on each connection, by an attendee of its own, so that no limit answers first.
      for (let from = 0; from < messages.length; from += AT_ONCE) {
        const wire = await connectWire(url, { ...options(index * 4 + from / AT_ONCE), onFrame })
        for (const message of messages.slice(from, from + AT_ONCE)) {
          if (!command.safeParse(message).success)
            throw new Error(`${message.type} is not as the protocol wants it: ${JSON.stringify(message)}`)
          const reply: Reply = await wire.send(message)
          sent++
          if ((!reply.ok && reply.code === 'not_allowed') === allowed)
            wrong.push(`${name}, ${message.type}, ${state} poll: ${reply.ok ? 'ok' : reply.code}`)
        }
        wire.close()
        await wire.closed
      }
    }
  }
  return { sent, wrong }
}
