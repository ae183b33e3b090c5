import type { Refusal } from '../protocol/refusal.ts'
import type { Actor, Workshop } from '../workshop.ts'
import { z } from 'zod'
import { pollId } from '../kinds/schemas/fields.ts'
import { MOST_SECONDS } from '../protocol/limits.ts'
import { refuse } from '../protocol/refusal.ts'
import { currentRound } from '../workshop.ts'
import { pollCommands } from './poll.ts'
import { commandId, commandSpec, noPoll } from './spec.ts'

const seconds = z.int().min(1).max(MOST_SECONDS)

const startPayload = z.strictObject({
  type: z.literal('countdown:start'),
  id: commandId,
  poll: pollId,
  seconds,
  closes: z.boolean().describe('Voting closes when the countdown ends.'),
})
const extendPayload = z.strictObject({ type: z.literal('countdown:extend'), id: commandId, seconds: seconds.describe('Seconds to add.') })
const stopPayload = z.strictObject({ type: z.literal('countdown:stop'), id: commandId })
const endPayload = z.strictObject({
  type: z.literal('countdown:end'),
  id: commandId,
  setBy: commandId.describe('The command that set this end, so that an earlier one that comes late changes nothing.'),
})

type Start = z.infer<typeof startPayload>
type Extend = z.infer<typeof extendPayload>
type End = z.infer<typeof endPayload>

export const countdownStart = commandSpec({
  type: 'countdown:start',
  from: 'facilitator',
  about: 'Starts a countdown for a poll whose voting is open; everybody sees it. There is one at a time.',
  refusals: ['not_found', 'wrong_state'],
  payload: startPayload,
  concerns: 'phones',
  refuse: refuseStart,
  apply: start,
})

export const countdownExtend = commandSpec({
  type: 'countdown:extend',
  from: 'facilitator',
  about: 'Makes the countdown longer.',
  refusals: ['wrong_state'],
  payload: extendPayload,
  concerns: 'phones',
  refuse: refuseExtend,
  apply: extend,
})

export const countdownStop = commandSpec({
  type: 'countdown:stop',
  from: 'facilitator',
  about: 'Stops the countdown; voting stays open.',
  refusals: ['wrong_state'],
  payload: stopPayload,
  concerns: 'phones',
  refuse: ({ countdown }) => countdown ? null : refuse('wrong_state', 'There is no countdown.'),
  apply: (workshop) => {
    workshop.countdown = null
  },
})

export const countdownEnd = commandSpec({
  type: 'countdown:end',
  from: 'server',
  about: 'The time is up. Voting closes if that was wished; else it stays open.',
  refusals: ['wrong_state'],
  payload: endPayload,
  concerns: 'phones',
  refuse: ({ countdown }, _, { setBy }) => countdown?.setBy === setBy && !countdown.isOver ? null : refuse('wrong_state', 'This countdown has ended, or was extended or stopped.'),
  apply: end,
})

/** [T1] */
function refuseStart({ polls, countdown }: Workshop, _: Actor, { poll: id }: Start): Refusal | null {
  const poll = polls.get(id)
  if (!poll)
    return noPoll(id)
  if (currentRound(poll).voting !== 'open')
    return refuse('wrong_state', 'Voting is not open. Open it first.')
  return countdown && !countdown.isOver ? refuse('wrong_state', 'A countdown is running. Stop it first.') : null
}

function start(workshop: Workshop, _: Actor, { id, poll, seconds, closes }: Start): void {
  const round = currentRound(workshop.polls.get(poll)!).id
  workshop.countdown = { poll, round, startedAt: workshop.at, seconds, closes, isOver: false, startedBy: id, setBy: id }
}

/** [T2] */
function refuseExtend({ countdown }: Workshop, _: Actor, { seconds }: Extend): Refusal | null {
  if (!countdown || countdown.isOver)
    return refuse('wrong_state', countdown ? 'The time is up. Start another countdown.' : 'There is no countdown.')
  return countdown.seconds + seconds > MOST_SECONDS ? refuse('wrong_state', 'A countdown takes an hour at most.') : null
}

function extend(workshop: Workshop, _: Actor, { id, seconds }: Extend): void {
  const countdown = workshop.countdown!
  workshop.countdown = { ...countdown, seconds: countdown.seconds + seconds, setBy: id }
}

/** [T4] */
function end(workshop: Workshop, by: Actor, { id }: End): void {
  const countdown = workshop.countdown!
  workshop.countdown = { ...countdown, isOver: true }
  if (countdown.closes)
    pollCommands['poll:close'].apply(workshop, by, { type: 'poll:close', id, poll: countdown.poll }, {})
}
