import type { Refusal } from '../protocol/refusal.ts'
import type { Actor, Workshop } from '../workshop.ts'
import { z } from 'zod'
import { closeAhead, openAhead, pollsToOpen } from '../pace.ts'
import { refuse } from '../protocol/refusal.ts'
import { ENDED } from '../steps/open.ts'
import { commandId, commandSpec } from './spec.ts'

const payload = z.strictObject({
  type: z.literal('pace:set'),
  id: commandId,
  pace: z.enum(['room', 'self']),
})

type PaceSet = z.infer<typeof payload>

export const paceSet = commandSpec({
  type: 'pace:set',
  from: 'facilitator',
  about: 'Opens the polls that can be answered before the workshop (`self`), or closes them and starts the workshop (`room`).',
  refusals: ['wrong_state'],
  payload,
  concerns: 'phones',
  refuse: refusePace,
  apply: (workshop, _, { pace }) => pace === 'self' ? openAhead(workshop) : closeAhead(workshop),
})

function refusePace(workshop: Workshop, _: Actor, { pace }: PaceSet): Refusal | null {
  if (workshop.ended)
    return refuse('wrong_state', ENDED)
  if (pace === workshop.pace.now)
    return refuse('wrong_state', pace === 'self' ? 'The polls are open beforehand already.' : 'The workshop has started already.')
  if (workshop.pace.settings.ahead === null)
    return refuse('wrong_state', 'No poll can be answered beforehand: the settings list none under ahead.')
  return pace === 'room' || pollsToOpen(workshop).length > 0 ? null : refuse('wrong_state', 'No poll is left to answer beforehand: the room has closed them or seen their results.')
}
