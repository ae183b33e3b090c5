import type { Confidence } from '../../core/actions/confidence.ts'
import type { Action } from '../../core/actions/schema.ts'
import type { PollDef, Result } from '../../core/kinds/kinds.ts'
import type { Close } from '../../core/kinds/schemas/fields.ts'
import type { RightOf } from '../../core/kinds/shared/kind.ts'
import type { Plan } from '../../core/plan/plan.ts'
import type { RoleResult } from '../../core/protocol/down.ts'
import type { Round, Workshop } from '../../core/workshop.ts'
import type { SectionsResults } from './sections.ts'
import { asksConfidence, confidenceIn } from '../../core/actions/confidence.ts'
import { resultOf, rulesOf } from '../../core/kinds/kinds.ts'
import { optionsOf } from '../../core/kinds/shared/with-options.ts'
import { readClock } from '../../core/plan/clock.ts'
import { partsOf, pollsOfRun, routeOf } from '../../core/plan/plan.ts'
import { isGivenOut, isSplittable, resultByRole } from '../../core/views/roles.ts'
import { currentRound, hasBallots } from '../../core/workshop.ts'
import { sectionResults } from './sections.ts'

/** A row of a result, in words. */
export type ResultRow = Result['rows'][number] & { label: string }

export interface RoundResults {
  no: number
  voting: Round['voting']
  /** The room has seen these results. */
  revealed: boolean
  voters: number
  /** A quiz: what is right, and how many were. */
  right: RightOf<Result> | null
  /** Where few ballots decide who is first: the options that it is about, and how many ballots. [R14] */
  close: Close | null
  /** By role, for roles that are large enough; null before the split was shown or the workshop ended. [G6] */
  roles: RoleResult[] | null
  options: ResultRow[]
}

export interface PollResults {
  id: string
  kind: PollDef['kind']
  topic: string | null
  title: string
  /** The labels of the numbers that a ballot gives an option, from 1; null where they have none. */
  levels: readonly string[] | null
  rounds: RoundResults[]
}

/** How the workshop was run: its route, and its parts in their order. */
export interface RunResults {
  route: { id: string, title: string, minutes: number }
  /** Planned minutes, and the seconds that a part was on screen; null where no clock ran. */
  parts: { id: string, title: string, minutes: number, seconds: number | null }[]
}

/** An action of the plan, with the room's confidence in it where that was shown. [N3] */
export interface ActionResults extends Action {
  confidence: Confidence | null
}

export interface WorkshopResults extends SectionsResults {
  workshop: { id: string, title: string, startedAt: string, ended: boolean }
  /** Null where the deck has no routes. */
  run: RunResults | null
  /** What will be done, in the order of the plan. */
  actions: ActionResults[]
  polls: PollResults[]
}

/**
 * The tallies of every round: the same numbers as on the slides.
 * @param hidden with the rounds that the room was never shown, and with what the facilitator did not let through [M2]
 */
export function resultsOf(workshop: Workshop, hidden: boolean): WorkshopResults {
  const { id, title, startedAt, ended } = workshop
  const shown = new Set(workshop.shown.values())
  const polls = pollsOfRun(workshop.plan, [...workshop.polls.values()], ({ def }) => def.id, poll => shown.has(poll.def.id) || currentRound(poll).voting !== 'idle' || hasBallots(poll))
  return {
    workshop: { id, title, startedAt: new Date(startedAt).toISOString(), ended },
    run: workshop.plan && runResults(workshop.plan, workshop.at),
    actions: actionResults(workshop, hidden),
    ...sectionResults(workshop, polls, hidden),
    polls: polls.map(({ def, rounds }) => ({
      id: def.id,
      kind: def.kind,
      topic: def.topic ?? null,
      title: def.title,
      levels: rulesOf(def).levels?.(def) ?? null,
      rounds: rounds.filter(({ revealed }) => revealed || hidden).map(round => roundResults(workshop, def, round, hidden)),
    })),
  }
}

function actionResults({ polls, actions }: Workshop, hidden: boolean): ActionResults[] {
  const poll = [...polls.values()].find(({ def }) => asksConfidence(def))
  const round = poll?.rounds.findLast(({ revealed, tally }) => (revealed || hidden) && tally.voters > 0)
  const found = poll && round ? confidenceIn(poll.def, resultOf(poll.def, round, hidden)) : undefined
  return actions.list.map(action => ({ ...action, confidence: found?.get(action.id) ?? null }))
}

function runResults(plan: Plan, at: number): RunResults {
  const { id, title, minutes } = routeOf(plan)
  const spent = plan.clock && readClock(plan.clock, at).spent
  return {
    route: { id, title, minutes },
    parts: partsOf(plan).map(({ id, title, minutes }) => ({ id, title, minutes, seconds: spent && Math.round((spent[id] ?? 0) / 1000) })),
  }
}

function roundResults({ roles, smallestGroup }: Workshop, def: PollDef, round: Round, hidden: boolean): RoundResults {
  const { no, voting, revealed } = round
  const result = resultOf(def, round, hidden)
  return {
    no,
    voting,
    revealed,
    voters: result.voters,
    right: rulesOf(def).right?.(result) ?? null,
    close: 'close' in result ? result.close ?? null : null,
    roles: isSplittable(def) && isGivenOut(def, round, roles) ? resultByRole(def, round, roles, smallestGroup) : null,
    options: rowsOf(def, result),
  }
}

function rowsOf(def: PollDef, { rows }: Result): ResultRow[] {
  const labels = new Map(optionsOf(def).map(({ id, label }) => [id, label]))
  return (rows as Result['rows'][number][]).map(row => ({ ...row, label: 'label' in row ? row.label : labels.get(row.id)! }))
}

export function resultsAsJson(results: WorkshopResults): string {
  return `${JSON.stringify(results, null, 2)}\n`
}
