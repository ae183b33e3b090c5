import type { ActionResults } from '../results.schema.ts'
import type { PlanResults } from './facts.ts'
import { factsOf, plain } from './facts.ts'

/** The plan as a check list in Markdown, for a wiki or an issue. */
export function planAsMarkdown({ workshop, actions }: PlanResults): string {
  const lines = actions.length === 0 ? ['No action was put on the plan.'] : actions.map(lineOf)
  return `# ${plain(workshop.title)}: who does what, by when\n\n${workshop.startedAt.slice(0, 10)}\n\n${lines.join('\n')}\n`
}

function lineOf(action: ActionResults): string {
  const { text, owner, due } = action
  return [
    `- [ ] **${plain(text)}**: ${plain(owner ?? 'nobody yet')}, ${due === null ? 'no date yet' : `by ${due}`}`,
    ...factsOf(action).map(({ name, value }) => `  - ${name}: ${plain(value)}`),
  ].join('\n')
}
