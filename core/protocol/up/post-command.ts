import { z } from 'zod'
import { pollId } from '../../poll.ts'
import { commandId, upMessage } from './message.ts'

/** A facilitator's command about something that an attendee wrote: a text, a question, or a word. */
export function postCommand<Type extends `post:${string}`, Shape extends z.core.$ZodLooseShape>(type: Type, about: string, shape: Shape) {
  return upMessage({
    type,
    from: 'facilitator',
    about,
    refusals: ['not_found', 'wrong_state'],
    payload: z.strictObject({
      type: z.literal(type),
      id: commandId,
      poll: pollId,
      post: z.string().min(1).max(200).describe('The id of its row in the result.'),
      ...shape,
    }),
  })
}
