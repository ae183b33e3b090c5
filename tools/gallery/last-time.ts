import type { Action } from '../../core/actions/schema.ts'
import type { Baseline, BaselinePoll } from '../../core/compare/schema.ts'
import type { Workshop } from '../../core/workshop.ts'
import { baselineOf } from '../../core/compare/baseline.ts'

const ACTIONS: Pick<Action, 'text' | 'owner' | 'due'>[] = [
  { text: 'Move every flaky test out of the pipeline until its owner has repaired it', owner: 'Mina', due: '2026-09-11' },
  { text: 'One owner for each service, written into its repository', owner: 'Jonas and Ida', due: '2026-09-18' },
  { text: 'One page for every alert: what it means and what to do', owner: 'Operations', due: '2026-12-01' },
  { text: 'Agree on one date a month for updates', owner: null, due: null },
]

/**
 * A workshop three months earlier, with polls like those of this one: some sections did worse then, and one question was not asked yet.
 * @param actions how many were on its plan
 */
export function lastTime(workshop: Workshop, actions = ACTIONS.length): Baseline {
  const polls = baselineOf(workshop).polls
  return {
    workshop: '2026-08-24-gallery',
    title: workshop.title,
    startedAt: Date.UTC(2026, 7, 24, 9),
    actions: ACTIONS.slice(0, actions).map((action, index) => ({ id: `action-${index + 1}`, blocker: null, sponsor: null, ...action })),
    polls: polls.flatMap((poll, index) => index === polls.length - 1 ? [] : [index % 3 === 0 ? poll : earlier(poll)]),
  }
}

/** Ratings a level lower, and dots on other options. */
function earlier({ def, voters, counts }: BaselinePoll): BaselinePoll {
  const entries = Object.entries(counts)
  const changed = def.kind === 'scale'
    ? entries.map(([id, [unsure, lowest, next, ...more]]) => [id, [unsure!, lowest! + next!, ...more, 0]] as const)
    : entries.map(([id], index) => [id, entries[(index + 1) % entries.length]![1]] as const)
  return { def, voters, counts: Object.fromEntries(changed) }
}
