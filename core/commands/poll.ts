import type { Refusal } from '../protocol/refusal.ts'
import type { PollCommandType } from '../steps/names.ts'
import type { Workshop } from '../workshop.ts'
import type { CommandSpec } from './spec.ts'
import { z } from 'zod'
import { pollId } from '../kinds/schemas/fields.ts'
import { isAhead } from '../pace.ts'
import { lacksOptions } from '../polls/options.ts'
import { showFirstPage } from '../polls/result-page.ts'
import { giveOut } from '../polls/splits.ts'
import { refuse } from '../protocol/refusal.ts'
import { pollCommandTypes } from '../steps/names.ts'
import { steps } from '../steps/steps.ts'
import { takeStep } from '../undo.ts'
import { currentRound } from '../workshop.ts'
import { commandId, commandSpec, noPoll } from './spec.ts'

function payloadOf<Type extends PollCommandType>(type: Type) {
  return z.strictObject({ type: z.literal(type), id: commandId, poll: pollId })
}

type PollCommandSpec<Type extends PollCommandType> = CommandSpec<Type, ReturnType<typeof payloadOf<Type>>>

function pollCommand<Type extends PollCommandType>(type: Type): PollCommandSpec<Type> {
  const { about, returnsBallots, facts } = steps[type]
  return commandSpec({
    type,
    from: 'facilitator',
    about,
    refusals: ['not_found', 'wrong_state'],
    payload: payloadOf(type),
    concerns: 'phones',
    changesOwn: returnsBallots && 'all',
    refuse: (workshop, _, { poll }) => refusePollCommand(workshop, poll, type),
    ...facts && { facts: (workshop, _, { poll }) => facts(workshop, workshop.polls.get(poll)!) },
    apply(workshop, _, { id, poll: pollId }, facts) {
      const poll = workshop.polls.get(pollId)!
      showFirstPage(workshop, pollId)
      takeStep(workshop, poll, { id, type }, facts)
      giveOut(workshop, poll)
    },
  })
}

/** One command for every step of a poll. */
export const pollCommands = Object.fromEntries(pollCommandTypes.map(type => [type, pollCommand(type)])) as unknown as { [Type in PollCommandType]: PollCommandSpec<Type> }

function refusePollCommand(workshop: Workshop, id: string, type: PollCommandType): Refusal | null {
  const poll = workshop.polls.get(id)
  if (!poll)
    return noPoll(id)
  const { voting, results, tally: { voters } } = currentRound(poll)
  const { def, split, setAside } = poll
  const standing = { def, split, voting, results, voters, restorable: setAside !== null, ...isAhead(workshop, poll) && { ahead: true as const }, lacksOptions: lacksOptions(workshop, poll) }
  const reason = steps[type].whyNot(standing, { ended: workshop.ended, roles: workshop.roles.length > 0 })
  return reason === null ? null : refuse('wrong_state', reason)
}
