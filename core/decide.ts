import type { Refusal } from './protocol/refusal.ts'
import type { Command, CommandOf, PollCommandType } from './protocol/up.ts'
import type { Poll, Workshop } from './workshop.ts'
import { problemWith } from './answer.ts'
import { refuse } from './protocol/refusal.ts'
import { currentRound } from './workshop.ts'

/**
 * May this command happen now? Null when it may; else the answer for its sender. Changes nothing.
 * Whether the sender's role may send it at all is the server's question, asked before. [C1]
 */
export function decide(workshop: Workshop, command: Command): Refusal | null {
  switch (command.type) {
    case 'ballot:cast':
      return decideBallot(workshop, command)
    case 'slide:show':
      return command.poll === null || workshop.polls.has(command.poll) ? null : noPoll(command.poll)
    case 'workshop:end':
      return workshop.ended ? refuse('wrong_state', 'The workshop has ended already.') : null
    case 'workshop:reopen':
      return workshop.ended ? null : refuse('wrong_state', 'The workshop has not ended.')
    case 'workshop:define':
      return null
    case 'workshop:start':
      return refuse('wrong_state', 'The workshop has started already.')
    default: {
      const poll = workshop.polls.get(command.poll)
      return poll ? decidePoll(workshop, poll, command.type) : noPoll(command.poll)
    }
  }
}

function noPoll(id: string): Refusal {
  return refuse('not_found', `This workshop has no poll "${id}".`)
}

function decideBallot(workshop: Workshop, { poll: id, round: roundId, answer }: CommandOf<'ballot:cast'>): Refusal | null {
  const poll = workshop.polls.get(id)
  if (!poll)
    return noPoll(id)
  const round = currentRound(poll)
  if (round.id !== roundId)
    return refuse('stale_round', 'This vote was started anew. Please vote again.')
  if (round.voting !== 'open')
    return refuse('not_open', round.voting === 'idle' ? 'Voting has not opened yet.' : 'Voting is closed.')
  const problem = problemWith(poll.def, answer)
  return problem === null ? null : refuse('invalid_answer', problem)
}

function decidePoll(workshop: Workshop, poll: Poll, type: PollCommandType): Refusal | null {
  const round = currentRound(poll)
  const wrong = (message: string) => refuse('wrong_state', message)
  if (workshop.ended && (type === 'poll:open' || type === 'poll:repeat'))
    return wrong('The workshop has ended. Reopen it to vote.')
  switch (type) {
    case 'poll:open':
      return round.voting === 'open' ? wrong('Voting is open already.') : null
    case 'poll:close':
      return round.voting === 'open' ? null : wrong('Voting is not open.')
    case 'poll:reveal':
      if (round.voting === 'idle')
        return wrong('There is nothing to reveal yet: open the voting first.')
      return round.results === 'hidden' ? null : wrong('The results are shown already.')
    case 'poll:hide':
      return round.results === 'shown' ? null : wrong('The results are hidden already.')
    case 'poll:reset':
      return round.voting === 'idle' && round.ballots.size === 0 ? wrong('There is nothing to reset.') : null
    case 'poll:restore':
      return poll.setAside ? null : wrong('There is no reset to undo.')
    case 'poll:repeat':
      return round.tally.voters > 0 ? null : wrong('A further round needs votes in this one.')
  }
}
