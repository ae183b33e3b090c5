import type { Refusal } from '../protocol/refusal.ts'
import type { Workshop } from '../workshop.ts'
import { z } from 'zod'
import { refuse } from '../protocol/refusal.ts'
import { commandId, commandSpec, unloggedSpec } from './spec.ts'

const sendPayload = z.strictObject({
  type: z.literal('reaction:send'),
  id: commandId,
  emoji: z.string().min(1).max(16).describe('One of those that the workshop offers.'),
})

const allowPayload = z.strictObject({
  type: z.literal('reactions:allow'),
  id: commandId,
  on: z.boolean(),
})

/** A reaction is shown once and gone. */
export const reactionSend = unloggedSpec({
  type: 'reaction:send',
  from: 'attendee',
  about: 'Sends an emoji to the screens. It is not logged, and more than a few a second are refused.',
  refusals: ['seat_needed', 'wrong_state', 'not_found'],
  payload: sendPayload,
  isLogged: false,
  byVoter: true,
  refuse: refuseReaction,
})

export const reactionsAllow = commandSpec({
  type: 'reactions:allow',
  from: 'facilitator',
  about: 'Switches reactions on or off for all phones.',
  refusals: ['wrong_state'],
  payload: allowPayload,
  concerns: 'phones',
  refuse: ({ reactions }) => reactions.emoji.length > 0 ? null : refuse('wrong_state', 'This workshop names no reactions; list some in its settings.'),
  apply: ({ reactions }, _, { on }) => {
    reactions.on = on
  },
})

function refuseReaction({ reactions, ended }: Workshop, _: string, { emoji }: z.infer<typeof sendPayload>): Refusal | null {
  if (!reactions.on || ended)
    return refuse('wrong_state', 'Reactions are off.')
  return reactions.emoji.includes(emoji) ? null : refuse('not_found', 'This workshop has no such reaction.')
}
