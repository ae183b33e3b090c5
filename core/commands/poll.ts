import type { PollCommandType } from '../poll-command.ts'
import type { Refusal } from '../protocol/refusal.ts'
import type { Actor, Facts, Workshop } from '../workshop.ts'
import type { CommandSpec } from './spec.ts'
import { z } from 'zod'
import { pollId } from '../kinds/schemas/fields.ts'
import { lacksOptions } from '../options.ts'
import { applyToPoll, optionsToTake } from '../poll-steps.ts'
import { refuse } from '../protocol/refusal.ts'
import { showFirstPage } from '../result-page.ts'
import { whyNot } from '../why-not.ts'
import { currentRound } from '../workshop.ts'
import { commandId, commandSpec, noPoll } from './spec.ts'

function payloadOf<Type extends PollCommandType>(type: Type) {
  return z.strictObject({ type: z.literal(type), id: commandId, poll: pollId })
}

function pollCommand<Type extends PollCommandType>(type: Type, about: string): CommandSpec<Type, ReturnType<typeof payloadOf<Type>>> {
  return commandSpec({
    type,
    from: 'facilitator',
    about,
    refusals: ['not_found', 'wrong_state'],
    payload: payloadOf(type),
    concerns: 'phones',
    refuse: (workshop, _, { poll }) => refusePollCommand(workshop, poll, type),
    ...type === 'poll:open' && { facts: (workshop: Workshop, _: Actor, { poll }: { poll: string }) => optionsToTake(workshop, workshop.polls.get(poll)!) },
    apply: (workshop, _, { id, poll }, facts) => applyPollCommand(workshop, poll, { id, type }, facts),
  })
}

export const pollOpen = pollCommand('poll:open', 'Opens the current round for ballots.')
export const pollClose = pollCommand('poll:close', 'Closes the current round.')
export const pollReveal = pollCommand('poll:reveal', 'Shows the current round\'s results on phones and screens; on screens they move with every ballot while the round is open.')
export const pollHide = pollCommand('poll:hide', 'Hides the current round\'s results again.')
export const pollReset = pollCommand('poll:reset', 'Sets the current round aside and starts it anew, empty and idle. `poll:restore` brings it back.')
export const pollRestore = pollCommand('poll:restore', 'Undoes the last reset: the ballots return, and newer ones of the same attendees take precedence.')
export const pollRepeat = pollCommand('poll:repeat', 'Closes the current round, keeps it for comparison, and opens a further one.')
export const pollSplit = pollCommand('poll:split', 'Shows the result by role, for groups that are large enough.')
export const pollMerge = pollCommand('poll:merge', 'Shows the result of all roles together again.')

function refusePollCommand(workshop: Workshop, id: string, type: PollCommandType): Refusal | null {
  const poll = workshop.polls.get(id)
  if (!poll)
    return noPoll(id)
  const { voting, results, tally: { voters } } = currentRound(poll)
  const { def, split, setAside } = poll
  const standing = { def, split, voting, results, voters, restorable: setAside !== null, lacksOptions: type === 'poll:open' && lacksOptions(workshop, poll) }
  const reason = whyNot(standing, { ended: workshop.ended, roles: workshop.roles.length > 0 }, type)
  return reason === null ? null : refuse('wrong_state', reason)
}

function applyPollCommand(workshop: Workshop, id: string, command: { id: string, type: PollCommandType }, facts: Facts): void {
  showFirstPage(workshop, id)
  applyToPoll(workshop, workshop.polls.get(id)!, command, facts)
}
