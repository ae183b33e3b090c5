import type { Buffer } from 'node:buffer'
import type { Sheet } from 'write-excel-file/node'
import type { Comparison } from '../results/comparison.schema.ts'
import type { WorkshopResults } from '../results/results.schema.ts'
import { BECAME_WORDS } from '../../../core/actions/follow-up.ts'
import { DATE, dateOf, sheetOf } from './sheet.ts'

/** Last time's plan, and what has moved since; no sheets without a last time. */
export function comparisonSheets({ comparison }: WorkshopResults): Sheet<Buffer>[] {
  return comparison ? [lastPlanSheet(comparison), movedSheet(comparison)] : []
}

function lastPlanSheet({ actions }: Comparison): Sheet<Buffer> {
  return sheetOf('Last plan', [
    { title: 'Action', width: 60, value: ({ text }) => text },
    { title: 'Owner', width: 20, value: ({ owner }) => owner },
    { title: 'Due', width: 12, value: ({ due }) => due && dateOf(due), format: DATE },
    { title: 'What became of it', width: 16, value: action => action.became && BECAME_WORDS[action.became] },
    { title: 'The room said', width: 48, value: ({ taps }) => taps?.map(({ label, count }) => `${label} ${count}`).join(', ') },
  ], actions)
}

function movedSheet({ moved: { ratings, options, owners } }: Comparison): Sheet<Buffer> {
  const ownerWords = ({ state, leading }: (typeof owners)[number]['now']) => `${state}: ${leading.map(({ id, count }) => `${id} ${count}`).join(', ')}`
  const lines = [
    ...ratings.map(({ then, now, ...both }) => ({ ...both, what: 'Median of all statements', then: then.median, now: now.median })),
    ...options.map(({ then, now, label, ...both }) => ({ ...both, what: label, then: then.named, now: now.named })),
    ...owners.map(({ then, now, ...both }) => ({ ...both, what: 'Owner', then: ownerWords(then), now: ownerWords(now) })),
  ]
  return sheetOf('What moved', [
    { title: 'Topic', width: 20, value: ({ topic }) => topic },
    { title: 'Poll', width: 36, value: ({ title }) => title },
    { title: 'What', width: 60, value: ({ what }) => what },
    { title: 'Then', width: 16, value: ({ then }) => then, format: '0.##' },
    { title: 'Now', width: 16, value: ({ now }) => now, format: '0.##' },
    { title: 'Voters then', width: 10, value: ({ voters }) => voters.then },
    { title: 'Voters now', width: 10, value: ({ voters }) => voters.now },
    { title: 'Ballots', width: 10, value: ({ ballots }) => ballots },
    { title: 'More than a few ballots', width: 12, value: ({ hasMoved }) => hasMoved ? 'yes' : 'no' },
  ], lines)
}
