import type { Comparison } from '../results/comparison.schema.ts'
import type { ActionResults } from '../results/results.schema.ts'
import type { PlanResults } from './facts.ts'
import { dayOfWorkshop } from '../days.ts'
import { factsOf, plain } from './facts.ts'

const BECAME = { done: 'done', open: 'still open, on the plan', dropped: 'dropped' }

/** The plan as a check list in Markdown, for a wiki or an issue; and what became of the last one. */
export function planAsMarkdown({ workshop, actions, comparison }: PlanResults): string {
  const lines = actions.length === 0 ? ['No action was put on the plan.'] : actions.map(lineOf)
  return [
    `# ${plain(workshop.title)}: who does what, by when`,
    dayOfWorkshop(workshop),
    lines.join('\n'),
    ...comparison && comparison.actions.length > 0 ? [`## The last plan, ${dayOfWorkshop({ id: comparison.workshop, startedAt: comparison.startedAt })}`, comparison.actions.map(lastLineOf).join('\n')] : [],
  ].join('\n\n').concat('\n')
}

function lineOf(action: ActionResults): string {
  const { text, owner, due } = action
  return [
    `- [ ] **${plain(text)}**: ${plain(owner ?? 'nobody yet')}, ${due === null ? 'no date yet' : `by ${due}`}`,
    ...factsOf(action).map(({ name, value }) => `  - ${name}: ${plain(value)}`),
  ].join('\n')
}

function lastLineOf({ text, owner, became }: Comparison['actions'][number]): string {
  return `- [${became === 'done' ? 'x' : ' '}] **${plain(text)}**: ${plain(owner ?? 'nobody')}, ${became === null ? 'not decided' : BECAME[became]}`
}
