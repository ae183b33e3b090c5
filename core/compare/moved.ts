import type { PollDef, Result } from '../kinds/kinds.ts'
import type { ScaleResult } from '../kinds/scale.ts'
import type { Ownership } from '../views/owners.ts'
import type { Baseline, ComparedPoll } from './schema.ts'
import { countsIn } from '../kinds/kinds.ts'
import { fewOf } from '../kinds/shared/close.ts'
import { interpolatedMedian } from '../kinds/shared/ordinal.ts'
import { optionsOf, sum } from '../kinds/shared/with-options.ts'
import { isOwnerPoll, ownershipIn } from '../views/owners.ts'
import { ballotsToMedian, ballotsToOwnership, ballotsToShare } from './ballots.ts'
import { isCompared, resultThen } from './baseline.ts'

/** What two rooms said to the same question. */
interface Compared<Value> {
  poll: string
  topic: string | null
  title: string
  then: Value
  now: Value
  /** How many voted in it: these may be others. */
  voters: { then: number, now: number }
  /** The fewest ballots of either room that, had they been different, would have made it what it was in the other. 0: it is the same. */
  ballots: number
  /** That is more than a few ballots. [K7] */
  hasMoved: boolean
}

/** The ratings of a scale, over the options that it has in common with last time. */
export interface MovedRating extends Compared<{ median: number }> {
  /** How many these are. */
  options: number
}

/** An option that attendees pick or give dots. */
export interface MovedOption extends Compared<{ named: number, rank: number | null }> {
  option: string
  label: string
}

export type MovedOwner = Compared<Ownership>

/** A poll or an option that is there only once. */
export interface Single {
  poll: string
  topic: string | null
  title: string
  /** Null: all of the poll. */
  option: string | null
  label: string | null
}

export interface Moved {
  ratings: MovedRating[]
  options: MovedOption[]
  owners: MovedOwner[]
  /** What there is no longer. */
  gone: Single[]
  /** What there was not. */
  added: Single[]
}

/** A poll, with its result where the room saw one. */
interface ShownPoll { def: PollDef, result?: Result | undefined }

type Counts = NonNullable<ReturnType<typeof countsIn>>

/** The same poll in both workshops, with results that both rooms saw. */
interface Pair { def: ComparedPoll, then: Result, now: Result, common: readonly string[] }

/**
 * What has moved since last time, poll by poll. Polls and options are the same where their ids are. [K5] to [K8]
 * @param polls of this workshop, as far as they were shown
 */
export function movedSince({ polls: before }: Pick<Baseline, 'polls'>, polls: readonly ShownPoll[]): Moved {
  const seen = polls.flatMap(({ def, result }) => isCompared(def) ? [{ def, result }] : [])
  const pairs = seen.flatMap(({ def, result }) => {
    const last = before.find(({ def: then }) => isSamePoll(then, def))
    const then = last && resultThen(last)
    return then && result ? [{ def, then, now: result, common: commonIds(last.def, def) }] : []
  })
  const known = before.map(({ def }) => def)
  const here = seen.map(({ def }) => def)
  return {
    ratings: pairs.flatMap(ratingIn),
    options: pairs.filter(({ def }) => !isOwnerPoll(def)).flatMap(optionsIn),
    owners: pairs.filter(({ def }) => isOwnerPoll(def)).flatMap(ownerIn),
    gone: known.flatMap(def => singlesOf(def, here)),
    added: here.flatMap(def => singlesOf(def, known)),
  }
}

/** Whether results of both can be compared: with other limits, the same opinion gives another result. [K5] */
export function isSamePoll(one: PollDef, other: PollDef): boolean {
  return one.id === other.id && one.kind === other.kind && limitsOf(one).every((limit, index) => limit === limitsOf(other)[index])
}

/** How much a ballot may say. */
function limitsOf(def: PollDef): readonly number[] {
  switch (def.kind) {
    case 'scale': return [def.levels.length]
    case 'choice': return [def.max]
    case 'dots': return [def.dots, def.perOption]
    default: return []
  }
}

function commonIds(one: PollDef, other: PollDef): string[] {
  const there = idsOf(one)
  return [...idsOf(other)].filter(id => there.has(id))
}

function idsOf(def: PollDef): Set<string> {
  return new Set(optionsOf(def).map(({ id }) => id))
}

/** The poll if the others lack it, else its options that they lack. [K8] */
function singlesOf(def: ComparedPoll, others: readonly ComparedPoll[]): Single[] {
  const { id: poll, title, options } = def
  const topic = def.topic ?? null
  const other = others.find(other => isSamePoll(def, other))
  if (!other)
    return [{ poll, topic, title, option: null, label: null }]
  const there = idsOf(other)
  return options.filter(({ id }) => !there.has(id)).map(({ id, label }) => ({ poll, topic, title, option: id, label }))
}

function compared<Value>({ def: { id, topic, title }, then, now }: Pair, values: { then: Value, now: Value }, ballots: number): Compared<Value> {
  return {
    poll: id,
    topic: topic ?? null,
    title,
    ...values,
    voters: { then: then.voters, now: now.voters },
    ballots,
    hasMoved: ballots > fewOf(Math.min(then.voters, now.voters)),
  }
}

/** [K6] */
function ratingIn(pair: Pair): MovedRating[] {
  const { then, now, common } = pair
  if (then.kind !== 'scale' || now.kind !== 'scale')
    return []
  const rated = common.filter(id => [then, now].every(({ rows }) => rows.some(row => row.id === id && row.voters > 0)))
  if (rated.length === 0)
    return []
  const [before, after] = [ratingsIn(then, rated), ratingsIn(now, rated)]
  const values = { then: { median: interpolatedMedian(before) }, now: { median: interpolatedMedian(after) } }
  return [{ ...compared(pair, values, ballotsToMedian(before, after, rated.length)), options: rated.length }]
}

function ratingsIn({ rows }: ScaleResult, ids: readonly string[]): number[] {
  const own = rows.filter(({ id }) => ids.includes(id))
  return own[0]!.distribution.map((_, level) => sum(own.map(({ distribution }) => distribution[level]!)))
}

/** [K6] */
function optionsIn(pair: Pair): MovedOption[] {
  const { def, then, now, common } = pair
  return !countsIn(def, then)
    ? []
    : def.options.filter(({ id }) => common.includes(id)).map(({ id, label }) => {
        const [before, after] = [then, now].map(result => (result.rows as Result['rows'][number][]).find(row => row.id === id)!)
        const values = { then: { named: before!.voters, rank: before!.rank }, now: { named: after!.voters, rank: after!.rank } }
        const ballots = ballotsToShare({ named: before!.voters, of: then.voters }, { named: after!.voters, of: now.voters })
        return { ...compared(pair, values, ballots), option: id, label }
      })
}

/** [K6] */
function ownerIn(pair: Pair): MovedOwner[] {
  const [then, now] = [pair.then, pair.now].map(result => countsIn(pair.def, result)!) as [Counts, Counts]
  const values = { then: ownershipIn(then)!, now: ownershipIn(now)! }
  return [compared(pair, values, ballotsToOwnership(then, now))]
}
