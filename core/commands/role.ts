import type { Actor, Workshop } from '../workshop.ts'
import { z } from 'zod'
import { slug } from '../kinds/schemas/fields.ts'
import { refuse } from '../protocol/refusal.ts'
import { currentRound } from '../workshop.ts'
import { commandId, commandSpec } from './spec.ts'

const payload = z.strictObject({
  type: z.literal('role:say'),
  id: commandId,
  role: slug.nullable().describe('The id of a role; null: rather not say.'),
})

export const roleSay = commandSpec({
  type: 'role:say',
  from: 'attendee',
  about: 'Sets the sender\'s role in the team. It counts for rounds that are open and for later ones.',
  refusals: ['seat_needed', 'not_found'],
  payload,
  concerns: 'screens',
  byVoter: true,
  refuse: ({ roles }, _, { role }) => role === null || roles.some(({ id }) => id === role)
    ? null
    : refuse('not_found', `This workshop has no role "${role}".`),
  apply: sayRole,
})

/** [G5] */
function sayRole(workshop: Workshop, by: Actor, { role }: z.infer<typeof payload>): void {
  workshop.roleChoices.set(by, role)
  for (const poll of workshop.polls.values()) {
    const round = currentRound(poll)
    if (round.voting !== 'open' || !round.ballots.has(by))
      continue
    if (role === null)
      round.roles.delete(by)
    else
      round.roles.set(by, role)
  }
}
