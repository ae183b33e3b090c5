import type { PollDef, Result } from '../../../core/kinds/kinds.ts'
import type { Plan } from '../../../core/plan/plan.ts'
import type { Poll, Round, Workshop } from '../../../core/workshop.ts'
import type { ActionResults, PollResults, RoundResults, RunResults, WorkshopResults } from './results.schema.ts'
import { asksConfidence, confidenceIn } from '../../../core/actions/confidence.ts'
import { asksFollowUp } from '../../../core/actions/follow-up.ts'
import { isWritten, resultOf, rulesOf } from '../../../core/kinds/kinds.ts'
import { hasOption, optionsOf } from '../../../core/kinds/shared/with-options.ts'
import { readClock } from '../../../core/plan/clock.ts'
import { partsOf, pollsOfRun, routeOf } from '../../../core/plan/plan.ts'
import { isGivenOut, isSplittable, resultByRole } from '../../../core/views/roles.ts'
import { pollView } from '../../../core/views/views.ts'
import { currentRound, hasBallots, lastRoundOf, votersOf } from '../../../core/workshop.ts'
import { anonymous, anonymousIds } from '../../export/anonymous.ts'
import { comparisonOf } from './comparison.ts'
import { RESULTS_SCHEMA, RESULTS_VERSION } from './results.schema.ts'
import { sectionResults } from './sections.ts'
import { summaryOf } from './summary.ts'

/**
 * The tallies of every round: the same numbers as on the slides.
 * @param hidden with the rounds that the room was never shown, and with what the facilitator did not let through [M2]
 */
export function resultsOf(workshop: Workshop, hidden: boolean): WorkshopResults {
  const { id, title, startedAt, ended } = workshop
  const shown = new Set(workshop.shown.values())
  const asked = [...workshop.polls.values()].filter(({ def }) => workshop.baseline || !asksFollowUp(def))
  const polls = pollsOfRun(workshop.plan, asked, ({ def }) => def.id, poll => shown.has(poll.def.id) || currentRound(poll).voting !== 'idle' || hasBallots(poll))
  return {
    $schema: RESULTS_SCHEMA,
    version: RESULTS_VERSION,
    workshop: { id, title, startedAt: new Date(startedAt).toISOString(), ended, voters: votersOf(workshop).size },
    run: workshop.plan && runResults(workshop.plan, workshop.at),
    summary: summaryOf(polls.map(poll => pollView(poll, hidden ? 'everything' : 'record', workshop))),
    ...sectionResults(workshop, polls, hidden),
    actions: actionResults(workshop, hidden),
    comparison: comparisonOf(workshop, hidden),
    polls: polls.map(poll => pollResults(workshop, poll, hidden)),
  }
}

function pollResults(workshop: Workshop, { def, rounds }: Poll, hidden: boolean): PollResults {
  const { id, kind, topic, title } = def
  return {
    id,
    kind,
    topic: topic ?? null,
    title,
    levels: rulesOf(def).levels?.(def) ?? null,
    rounds: rounds.filter(({ revealed }) => revealed || hidden).map(round => roundResults(workshop, def, round, hidden)),
  } as PollResults
}

function actionResults({ polls, actions }: Workshop, hidden: boolean): ActionResults[] {
  const poll = [...polls.values()].find(({ def }) => asksConfidence(def))
  const round = poll && lastRoundOf(poll, hidden)
  const found = poll && round ? confidenceIn(poll.def, resultOf(poll.def, round, hidden)) : undefined
  return actions.list.map(({ evidence, ...action }) => ({
    ...action,
    ...evidence && { evidence: { ...evidence, option: optionIn(polls.get(evidence.poll), evidence.option, hidden) } },
    confidence: found?.get(action.id) ?? null,
  }))
}

/** The id that an option has in the results; null for a text that they don't have. */
function optionIn(poll: Poll | undefined, option: string, hidden: boolean): string | null {
  if (!poll)
    return null
  const { def, rounds } = poll
  if (!isWritten(def))
    return hasOption(def, option) ? option : null
  if (!rulesOf(def).writing?.posts)
    return option
  return rounds.filter(({ revealed }) => revealed || hidden).flatMap(round => anonymousIds(resultOf(def, round, hidden)).get(option) ?? []).at(-1) ?? null
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
  const result = anonymous(resultOf(def, round, hidden))
  return {
    no,
    voting,
    revealed,
    voters: result.voters,
    right: rulesOf(def).right?.(result) ?? null,
    close: 'close' in result ? result.close ?? null : null,
    // [G6]
    roles: isSplittable(def) && isGivenOut(def, round, roles) ? resultByRole(def, round, roles, smallestGroup) : null,
    options: rowsOf(def, result),
  } as RoundResults
}

function rowsOf(def: PollDef, { rows }: Result) {
  const labels = new Map(optionsOf(def).map(({ id, label }) => [id, label]))
  return (rows as Result['rows'][number][]).map(row => ({ ...row, label: 'label' in row ? row.label : labels.get(row.id)! }))
}

/** JSON that people can read, too. */
export function jsonOf(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
