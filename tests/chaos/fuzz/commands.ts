import type { CommandType } from '../../../core/commands/commands.ts'
import type { Answer } from '../../../core/kinds/kinds.ts'
import type { ConnectionRole } from '../../../core/protocol/handshake.ts'
import type { Chance } from './chance.ts'
import type { World } from './world.ts'
import { Buffer } from 'node:buffer'
import { command, commands } from '../../../core/commands/commands.ts'
import { problemWith } from '../../../core/kinds/kinds.ts'
import { MESSAGE_BYTES } from '../../../core/protocol/limits.ts'
import { likelyAnswer } from '../../../tools/gallery/answers.ts'
import { mutatePayload } from './mutate-payload.ts'
import { PROTOTYPE_NAMES, withKey } from './odd.ts'
import { samplerOf } from './samples.ts'

const samplers = Object.fromEntries(Object.entries(commands).map(([type, { payload }]) => [type, samplerOf(payload)]))

/** Every message that a page may send. */
export const PAGE_MESSAGES = Object.values(commands).filter(({ from }) => from !== 'server').map(({ type }) => type)

/** A command as the text of a message, and which one it was before it was mutated. */
export interface CommandFrame {
  type: CommandType
  text: string
}

/**
 * A command that is valid, nearly so, or far from it.
 * @param no its acknowledgement's number
 */
export function commandFrame(role: ConnectionRole, no: number, world: World, chance: Chance): CommandFrame {
  const type = chance.often(0.1) ? chance.pick(Object.values(commands)).type : messageOf(role, chance)
  const sound = meaningful(samplers[type]!(chance, world.words) as Record<string, unknown>, world, chance)
  const payload = (chance.often(0.75) ? mutatePayload(sound, chance) : sound) as Record<string, unknown>
  let text = textOf(payload, no)
  if (disturbs(text, world))
    text = textOf({ ...payload, id: '' }, no)
  if (chance.often(0.01))
    text = textOf({ ...payload, pad: 'x'.repeat(Math.max(0, chance.pick([MESSAGE_BYTES - 1, MESSAGE_BYTES, MESSAGE_BYTES + 1]) - Buffer.byteLength(textOf({ ...payload, pad: '' }, no)))) }, no)
  return { type, text }
}

/** The command with some of its letters exchanged or missing: mostly no JSON any more. */
export function garbledCommand({ text }: CommandFrame, world: World, chance: Chance): string {
  const letters = [...text]
  for (let changes = 1 + chance.below(3); changes > 0; changes--)
    letters.splice(4 + chance.below(letters.length), chance.below(2), chance.pick(['"', '}', '{', '[', ']', ',', ':', '\\', '\0', 'e', '-', '0', '\u001E', '\uFEFF']))
  const garbled = letters.join('')
  return disturbs(garbled, world) ? '42["command",' : garbled
}

function messageOf(role: ConnectionRole, chance: Chance): CommandType {
  if (role !== 'attendee')
    return chance.pick(Object.values(commands).filter(({ from }) => from === 'facilitator')).type
  return chance.often(0.7) ? 'ballot:cast' : chance.pick(['role:say', 'reaction:send', 'action:offer', 'seat:claim'])
}

/** Rounds belong to polls, and answers to their kinds: without that, hardly a ballot would get as far as the tally. */
function meaningful(payload: Record<string, unknown>, { polls }: World, chance: Chance): Record<string, unknown> {
  const poll = polls.get(payload.poll as string)
  if (!poll || payload.type !== 'ballot:cast')
    return payload
  if (chance.often(0.9))
    payload.round = poll.round
  if (chance.often(0.5)) {
    const answer = likelyAnswer(poll.def, chance.below(1000))
    if ('posts' in answer)
      answer.posts.forEach(post => post.id = chance.token())
    payload.answer = chance.often(0.15) ? withStranger(answer, chance.pick(PROTOTYPE_NAMES)) : answer
  }
  return payload
}

/** The answer with that name in place of its first option. */
function withStranger({ kind, ...parts }: Answer, name: string): unknown {
  return { kind, ...Object.fromEntries(Object.entries(parts).map(([part, given]) => [part, strangerFirst(given, name)])) }
}

function strangerFirst(given: object, name: string): object {
  if (Array.isArray(given))
    return [name, ...given.slice(1)]
  const [[, first] = [name, 1], ...others] = Object.entries(given)
  return withKey(Object.fromEntries(others), name, first)
}

/**
 * Whether the server, sound as it should be, would let it change what honest phones voted on, or would keep it for ever
 * (each further round is kept).
 */
function disturbs(text: string, { honest, polls }: World): boolean {
  if (!text.includes(honest) && !text.includes('poll:repeat') && !text.includes('workshop:end'))
    return false
  const { data } = command.safeParse(payloadOf(text))
  if (!data)
    return false
  if (data.type === 'workshop:end' || data.type === 'poll:repeat')
    return true
  if (!('poll' in data) || data.poll !== honest)
    return false
  const { def, round } = polls.get(honest)!
  return data.type === 'ballot:cast' ? data.round === round && problemWith(def, data.answer) === null : data.type.startsWith('poll:')
}

function textOf(payload: unknown, no: number): string {
  return `42${no}${JSON.stringify(['command', payload])}`
}

function payloadOf(text: string): unknown {
  try {
    return (JSON.parse(text.slice(text.indexOf('['))) as unknown[])[1]
  }
  catch {
    return null
  }
}
