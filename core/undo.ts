import type { PollCommandType } from './poll-command.ts'
import type { Poll, Round, Step, Workshop } from './workshop.ts'
import { mergeBallots } from './ballots.ts'
import { newTally } from './kinds/kinds.ts'
import { hasOptions } from './kinds/with-options.ts'
import { allRounds, currentRound, hasBallots } from './workshop.ts'

/** Steps that can be undone. A poll rarely has more than a handful. */
const REMEMBERED = 20

const VOTING: readonly PollCommandType[] = ['poll:open', 'poll:close', 'poll:reset', 'poll:repeat']

/**
 * Remembers the state that a step is about to change. [U1]
 * @param id the command's
 */
export function rememberStep(poll: Poll, id: string, type: PollCommandType): void {
  const { rounds, setAside, split, waits, def } = poll
  const { voting, results, revealed } = currentRound(poll)
  const before = { rounds: [...rounds], setAside, split, waits, voting, results, revealed, options: hasOptions(def) ? def.options : null }
  poll.steps = [...poll.steps, { id, type, before }].slice(-REMEMBERED)
}

/**
 * Undoes the last step of a poll, in place. Ballots cast since then stay. [U1] to [U3]
 * @returns the step
 */
export function undoStep(poll: Poll): Step {
  const step = poll.steps.pop()!
  takeBack(poll, step)
  return step
}

/** Whether undoing the step changes whether voting is open. */
export function isVoting(type: PollCommandType): boolean {
  return VOTING.includes(type)
}

function takeBack(poll: Poll, { type, before }: Step): void {
  const round = currentRound(poll)
  switch (type) {
    case 'poll:open':
      round.voting = before.voting
      unreveal(round, before)
      giveOptionsBack(poll, before)
      // Otherwise the next click on its slide would open it again.
      poll.waits = before.voting === 'idle'
      return
    case 'poll:close':
      round.voting = before.voting
      return
    case 'poll:reveal':
    case 'poll:hide':
      return unreveal(round, before)
    case 'poll:split':
    case 'poll:merge':
      poll.split = before.split
      return
    case 'poll:reset':
    case 'poll:repeat':
      poll.waits = before.waits
      return takeRoundsBack(poll, type, before)
    case 'poll:restore':
      throw new Error('poll:restore is no step that can be undone.')
  }
}

function unreveal(round: Round, { results, revealed }: Step['before']): void {
  round.results = results
  round.revealed = revealed
}

/** Restores the options from before the opening, so that the poll takes new ones when it opens again. */
function giveOptionsBack(poll: Poll, { options }: Step['before']): void {
  if (!hasOptions(poll.def) || !poll.def.from || options === null || options === poll.def.options || hasBallots(poll))
    return
  poll.def = { ...poll.def, options }
  for (const round of allRounds(poll))
    round.tally = newTally(poll.def)
}

function takeRoundsBack(poll: Poll, type: PollCommandType, before: Step['before']): void {
  const left = currentRound(poll)
  poll.rounds = [...before.rounds]
  poll.setAside = before.setAside
  const back = currentRound(poll)
  if (type === 'poll:reset')
    mergeRounds(poll, back, left)
  else if (type === 'poll:repeat' && left.ballots.size > 0)
    poll.undone.push(left)
  back.voting = before.voting
  unreveal(back, before)
}

/** Merges the ballots and decisions of a newer round into one that was set aside. [B6] */
export function mergeRounds({ def }: Poll, old: Round, newer: Round): void {
  mergeBallots(def, old, newer)
  for (const [id, judgement] of newer.judgements)
    old.judgements.set(id, judgement)
  old.splits.push(...newer.splits)
  old.splitsHeld ||= newer.splitsHeld
}

/** Why the last step of a poll can't be undone now; null if it can. */
export function whyNotUndo({ steps }: Poll, { ended }: Pick<Workshop, 'ended'>, id: string): string | null {
  const step = steps.at(-1)
  if (!step)
    return 'There is nothing to undo.'
  if (step.id !== id)
    return 'Something else was done since. Look again, then undo that.'
  return ended && step.before.voting === 'open' && isVoting(step.type) ? 'The workshop has ended. Undo the end first.' : null
}
