import type { Refusal } from './protocol/refusal.ts'
import type { Command, CommandOf, PollCommandType, PostCommand } from './protocol/up.ts'
import type { Actor, Poll, Round, Workshop } from './workshop.ts'
import { isPosts, problemWith } from './answer.ts'
import { hasOptions, isOpenKind } from './kinds.ts'
import { awaitsOptions, optionsFrom } from './options.ts'
import { refuse } from './protocol/refusal.ts'
import { decideSeat, voterOf } from './seats.ts'
import { currentRound } from './workshop.ts'

/**
 * May this command happen now? Null when it may; else the answer for its sender. Changes nothing.
 * Whether the sender's role may send it at all is the server's question, asked before. [C1]
 */
export function decide(workshop: Workshop, by: Actor, command: Command): Refusal | null {
  const voter = isOfVoters(command) ? voterOf(workshop, by) : by
  if (voter === null)
    return refuse('seat_needed', 'Enter your seat code first.')
  switch (command.type) {
    case 'ballot:cast':
      return decideBallot(workshop, voter, command)
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
    case 'role:say':
      return command.role === null || workshop.roles.some(({ id }) => id === command.role)
        ? null
        : refuse('not_found', `This workshop has no role "${command.role}".`)
    case 'reaction:send':
      if (!workshop.reactions.on || workshop.ended)
        return refuse('wrong_state', 'Reactions are off.')
      return workshop.reactions.emoji.includes(command.emoji) ? null : refuse('not_found', 'This workshop has no such reaction.')
    case 'reactions:allow':
      return workshop.reactions.emoji.length > 0 ? null : refuse('wrong_state', 'This workshop names no reactions; list some in its settings.')
    case 'seats:issue':
    case 'seat:take':
    case 'seat:release':
      return decideSeat(workshop, by, command)
    case 'seat:claim':
      return refuse('wrong_state', 'A code is never logged.')
    case 'post:judge':
    case 'post:mark':
    case 'post:group': {
      const poll = workshop.polls.get(command.poll)
      return poll ? decidePost(poll, command) : noPoll(command.poll)
    }
    default: {
      const poll = workshop.polls.get(command.poll)
      return poll ? decidePoll(workshop, poll, command.type) : noPoll(command.poll)
    }
  }
}

/** [Q2] */
function isOfVoters({ type }: Command): boolean {
  return type === 'ballot:cast' || type === 'role:say' || type === 'reaction:send'
}

function noPoll(id: string): Refusal {
  return refuse('not_found', `This workshop has no poll "${id}".`)
}

function decideBallot(workshop: Workshop, voter: Actor, { poll: id, round: roundId, answer }: CommandOf<'ballot:cast'>): Refusal | null {
  const poll = workshop.polls.get(id)
  if (!poll)
    return noPoll(id)
  const round = currentRound(poll)
  if (round.id !== roundId)
    return refuse('stale_round', 'This vote was started anew. Please vote again.')
  if (round.voting !== 'open')
    return refuse('not_open', round.voting === 'idle' ? 'Voting has not opened yet.' : 'Voting is closed.')
  const problem = problemWith(poll.def, answer) ?? strayPost(round, voter, answer)
  return problem === null ? null : refuse('invalid_answer', problem)
}

/** An id stands for one text of one attendee: what was let through cannot become something else. [A10] */
function strayPost({ ballots, tally }: Round, voter: Actor, answer: CommandOf<'ballot:cast'>['answer']): string | null {
  if (!isPosts(answer))
    return null
  const before = ballots.get(voter)
  const own = before && isPosts(before) ? before.posts : []
  const strays = answer.posts.some(({ id, text }) => {
    const mine = own.find(post => post.id === id)
    return mine ? mine.text !== text : tally.said.has(id)
  })
  if (strays)
    return 'A text cannot be changed. Take it back and send it anew.'
  return answer.wanted.every(id => tally.said.has(id)) ? null : 'This question is gone.'
}

function decidePost({ def, ...poll }: Poll, { post, ...command }: PostCommand): Refusal | null {
  if (!isOpenKind(def))
    return refuse('wrong_state', 'This poll has nothing that attendees wrote.')
  if (!currentRound({ def, ...poll }).tally.said.has(post))
    return refuse('not_found', 'This is gone: its author took it back.')
  const marks = def.kind === 'board' ? ['pinned', 'answered', 'parked'] : def.kind === 'text' ? ['pinned'] : []
  if (command.type === 'post:mark' && !marks.includes(command.mark))
    return refuse('wrong_state', `Nothing in this poll can be ${command.mark}.`)
  return command.type === 'post:group' && def.kind !== 'text' ? refuse('wrong_state', 'Only texts stand in groups.') : null
}

function decidePoll(workshop: Workshop, poll: Poll, type: PollCommandType): Refusal | null {
  const round = currentRound(poll)
  const wrong = (message: string) => refuse('wrong_state', message)
  if (workshop.ended && (type === 'poll:open' || type === 'poll:repeat'))
    return wrong('The workshop has ended. Reopen it to vote.')
  switch (type) {
    case 'poll:open':
      if (round.voting === 'open')
        return wrong('Voting is open already.')
      return awaitsOptions(poll) && hasOptions(poll.def) && optionsFrom(workshop, poll.def).length === 0
        ? wrong('There are no options yet: they come from earlier polls. Reveal a result of those first.')
        : null
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
    case 'poll:split':
      if (workshop.roles.length === 0)
        return wrong('This workshop asks nobody for a role; list some in its settings.')
      if (!hasOptions(poll.def) || poll.def.kind === 'matrix')
        return wrong('This kind of poll has no result by role.')
      return poll.split ? wrong('The result is shown by role already.') : null
    case 'poll:merge':
      return poll.split ? null : wrong('The result is not shown by role.')
    case 'poll:restore':
      return poll.setAside ? null : wrong('There is no reset to undo.')
    case 'poll:repeat':
      return round.tally.voters > 0 ? null : wrong('A further round needs votes in this one.')
  }
}
