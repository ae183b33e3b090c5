import type { Refusal } from './protocol/refusal.ts'
import type { Command, CommandOf, PollCommandType, PostCommand } from './protocol/up.ts'
import type { Actor, Poll, Round, Workshop } from './workshop.ts'
import { isPosts, problemWith, tidy } from './answer.ts'
import { isOpenKind } from './kinds.ts'
import { lacksOptions } from './options.ts'
import { refuse } from './protocol/refusal.ts'
import { decidePage } from './result-page.ts'
import { decideSeat, voterOf } from './seats.ts'
import { clean } from './text.ts'
import { whyNotUndo } from './undo.ts'
import { whyNot } from './why-not.ts'
import { currentRound, roundOf } from './workshop.ts'

/** Texts or questions that one attendee may write in a round, with those taken back: what is written is kept. [A10] */
const MOST_WRITTEN = 100

/** The command as the log is to keep it. */
export function tidied<Sent extends Command>({ polls }: Pick<Workshop, 'polls'>, command: Sent): Sent {
  const poll = command.type === 'ballot:cast' ? polls.get(command.poll) : undefined
  const def = poll && currentRound(poll).voting === 'open' ? poll.def : undefined
  return def && isOpenKind(def) ? { ...command, answer: tidy(def, (command as CommandOf<'ballot:cast'>).answer) } : command
}

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
      return null
    case 'workshop:end':
      return workshop.ended ? refuse('wrong_state', 'The workshop has ended already.') : null
    case 'workshop:reopen':
      return workshop.ended ? null : refuse('wrong_state', 'The workshop has not ended.')
    case 'step:undo':
      return decideUndo(workshop, command)
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
    case 'result:page': {
      const poll = workshop.polls.get(command.poll)
      return poll ? decidePage(poll, command) : noPoll(command.poll)
    }
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
function strayPost({ posts, tally }: Round, voter: Actor, answer: CommandOf<'ballot:cast'>['answer']): string | null {
  if (!isPosts(answer))
    return null
  const strays = answer.posts.some(({ id, text }) => {
    const known = posts.texts.get(id)
    return known ? known.by !== voter || clean(known.text) !== clean(text) : tally.said.has(id)
  })
  if (strays)
    return 'A text cannot be changed. Take it back and send it anew.'
  const fresh = answer.posts.filter(({ id }) => !posts.texts.has(id)).length
  if (fresh > 0 && (posts.written.get(voter) ?? 0) + fresh > MOST_WRITTEN)
    return `You have written ${MOST_WRITTEN} in this round, those that you took back included. That is as many as there may be.`
  return answer.wanted.every(id => tally.said.has(id)) ? null : 'This question is gone.'
}

function decidePost({ def, ...poll }: Poll, { post, ...command }: PostCommand): Refusal | null {
  if (!isOpenKind(def))
    return refuse('wrong_state', 'This poll has nothing that attendees wrote.')
  const said = roundOf(poll, post).tally.said.get(post)
  if (!said || said.wordings.size === 0)
    return refuse('not_found', 'This is gone: its author took it back.')
  if (command.type === 'post:judge' && command.verdict === 'shown' && command.wording !== undefined && !said.wordings.has(clean(command.wording)))
    return refuse('not_found', 'Nobody says it in these words any more. Look again.')
  const marks = def.kind === 'board' ? ['pinned', 'answered', 'parked'] : def.kind === 'text' ? ['pinned'] : []
  if (command.type === 'post:mark' && !marks.includes(command.mark))
    return refuse('wrong_state', `Nothing in this poll can be ${command.mark}.`)
  return command.type === 'post:group' && def.kind !== 'text' ? refuse('wrong_state', 'Only texts stand in groups.') : null
}

function decidePoll(workshop: Workshop, poll: Poll, type: PollCommandType): Refusal | null {
  const { voting, results, tally: { voters } } = currentRound(poll)
  const { def, split, setAside } = poll
  const standing = { def, split, voting, results, voters, restorable: setAside !== null, lacksOptions: type === 'poll:open' && lacksOptions(workshop, poll) }
  const reason = whyNot(standing, { ended: workshop.ended, roles: workshop.roles.length > 0 }, type)
  return reason === null ? null : refuse('wrong_state', reason)
}

function decideUndo(workshop: Workshop, { poll: id, step }: CommandOf<'step:undo'>): Refusal | null {
  if (id === null)
    return workshop.end?.id === step ? null : refuse('wrong_state', 'The workshop has not ended.')
  const poll = workshop.polls.get(id)
  if (!poll)
    return noPoll(id)
  const reason = whyNotUndo(poll, workshop, step)
  return reason === null ? null : refuse('wrong_state', reason)
}
