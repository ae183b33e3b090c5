import type { UpMessage } from './message.ts'
import { z } from 'zod'
import { pollId } from '../../poll.ts'
import { commandId, upMessage } from './message.ts'

function payload<Type extends string>(type: Type) {
  return z.strictObject({ type: z.literal(type), id: commandId, poll: pollId })
}

/** The messages that name a poll and nothing more. */
export function pollCommand<Type extends string>(type: Type, about: string): UpMessage<Type, ReturnType<typeof payload<Type>>> {
  return upMessage({ type, from: 'facilitator', about, refusals: ['not_found', 'wrong_state'], payload: payload(type) })
}
