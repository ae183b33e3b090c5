import type { PollDef } from './kinds/kinds.ts'
import type { Option } from './kinds/schemas/fields.ts'
import type { PollCommandType } from './poll-command.ts'
import type { Facts, Poll, Round, Workshop } from './workshop.ts'
import { newTally, rulesOf } from './kinds/kinds.ts'
import { hasOptions } from './kinds/with-options.ts'
import { awaitsOptions, optionsFrom } from './options.ts'
import { restoresUnrevealed } from './rules.ts'
import { mergeRounds, rememberStep } from './undo.ts'
import { isGivenOut, isSplittable, resultByRole, splitOf } from './views/roles.ts'
import { allRounds, currentRound } from './workshop.ts'

type Revisions = Pick<Workshop, 'rev' | 'attendeeRev' | 'asked'>

export function newPoll(def: PollDef, revisions: Revisions): Poll {
  return { def, rounds: [newRound(def, 1, revisions)], setAside: null, split: false, steps: [], undone: [], waits: false, rev: revisions.rev }
}

/**
 * The number in the id increases with every command that starts a round, so that no id is used twice, even if a poll is removed
 * and comes back. It does not increase with ballots or questions, so the id reveals nothing about them. [V1]
 */
function newRound(def: PollDef, no: number, { attendeeRev, asked }: Revisions): Round {
  return {
    id: `${def.id}#${attendeeRev - asked}`,
    no,
    voting: 'idle',
    results: 'hidden',
    revealed: false,
    ballots: new Map(),
    cast: null,
    tally: newTally(def),
    judgements: new Map(),
    posts: { texts: new Map(), written: new Map() },
    roles: new Map(),
    splits: [],
    splitsHeld: false,
  }
}

/** Marks the poll as changed and returns its current round. */
export function change(workshop: Workshop, poll: Poll): Round {
  poll.rev = workshop.rev
  return currentRound(poll)
}

/** The options that a poll takes from others if it opens now. [O1] */
export function optionsToTake(workshop: Pick<Workshop, 'polls' | 'rules'>, poll: Poll): Pick<Facts, 'options'> {
  return awaitsOptions(poll) && hasOptions(poll.def) ? { options: optionsFrom(workshop, poll.def) } : {}
}

/** Opens the current round, with options taken from other polls if there are any. */
export function open(workshop: Workshop, poll: Poll, { options }: Pick<Facts, 'options'> = {}): void {
  if (options)
    takeOptions(poll, options)
  const round = change(workshop, poll)
  poll.waits = false
  round.voting = 'open'
  if (poll.def.live)
    reveal(round)
}

/** [O1] */
function takeOptions(poll: Poll, options: Option[]): void {
  if (!hasOptions(poll.def))
    return
  poll.def = { ...poll.def, options }
  for (const round of allRounds(poll))
    round.tally = newTally(poll.def)
}

function reveal(round: Round): void {
  round.results = 'shown'
  round.revealed = true
}

/**
 * Folds one of the facilitator's commands about a poll.
 * @param command its id and its name
 */
export function applyToPoll(workshop: Workshop, poll: Poll, { id, type }: { id: string, type: PollCommandType }, facts: Facts): void {
  // A restore is itself an undo of the last reset, whatever was done since.
  if (type === 'poll:restore')
    poll.steps = []
  else
    rememberStep(poll, id, type)
  takeStep(workshop, poll, type, facts)
  giveOut(workshop, poll)
}

function takeStep(workshop: Workshop, poll: Poll, type: PollCommandType, facts: Facts): void {
  const round = change(workshop, poll)
  switch (type) {
    case 'poll:open':
      return open(workshop, poll, facts)
    case 'poll:close':
      round.voting = 'closed'
      return
    case 'poll:reveal':
      return reveal(round)
    case 'poll:hide':
      round.results = 'hidden'
      return
    case 'poll:reset':
      // Otherwise a second reset would lose the votes that the first one set aside.
      if (round.ballots.size > 0 || !poll.setAside)
        poll.setAside = round
      // Keep the ids of posts: a restore may merge the two rounds.
      poll.rounds[poll.rounds.length - 1] = { ...newRound(poll.def, round.no, workshop), posts: round.posts }
      return
    case 'poll:restore':
      return restore(workshop, poll, round)
    case 'poll:repeat':
      return repeat(workshop, poll, round)
    case 'poll:split':
      poll.split = true
      return
    case 'poll:merge':
      poll.split = false
  }
}

function repeat(workshop: Workshop, poll: Poll, round: Round): void {
  if (round.voting === 'open')
    round.voting = 'closed'
  const next = poll.undone.find(({ no }) => no === round.no + 1) ?? newRound(poll.def, round.no + 1, workshop)
  next.results = 'hidden'
  // Approved words stay approved in the next round.
  if (rulesOf(poll.def).writing?.words)
    next.judgements = new Map([...next.judgements, ...round.judgements])
  poll.setAside = null
  poll.undone = poll.undone.filter(other => other !== next)
  poll.rounds.push(next)
  open(workshop, poll)
}

function restore(workshop: Workshop, poll: Poll, newer: Round): void {
  const old = poll.setAside!
  mergeRounds(poll, old, newer)
  if (workshop.ended && old.voting === 'open')
    old.voting = 'closed'
  // Together they hold votes that the room was never shown.
  if (!restoresUnrevealed(workshop.rules))
    old.revealed ||= newer.revealed
  poll.rounds[poll.rounds.length - 1] = old
  poll.setAside = null
}

/** Remembers the published results by role: a later one can be compared with them. [G6] */
export function giveOut({ roles, smallestGroup, ended }: Workshop, poll: Poll): void {
  const { def, rounds, split } = poll
  if (roles.length === 0 || !isSplittable(def) || !(split || ended))
    return
  for (const round of rounds) {
    const isSeen = (resultByRole(def, round, roles, smallestGroup) ?? []).length > 0
    if (isSeen && !isGivenOut(def, round, roles))
      round.splits.push(splitOf(round))
  }
}
