import type { ActionResults, WorkshopResults } from './results.schema.ts'

/** The plan as a check list in Markdown, for a wiki or an issue. */
export function planAsMarkdown({ workshop, actions }: Pick<WorkshopResults, 'workshop' | 'actions'>): string {
  const lines = actions.length === 0 ? ['No action was put on the plan.'] : actions.map(lineOf)
  return `# ${plain(workshop.title)}: who does what, by when\n\n${workshop.startedAt.slice(0, 10)}\n\n${lines.join('\n')}\n`
}

function lineOf({ text, owner, due, blocker, sponsor, evidence, confidence }: ActionResults): string {
  const facts = [
    ...evidence ? [`Why: ${evidence.voters} of ${evidence.of} named “${evidence.label}” (${evidence.topic ? `${evidence.topic}, ` : ''}${evidence.title})`] : [],
    ...blocker === null ? [] : [`Could block it: ${blocker}`],
    ...sponsor === null ? [] : [`Sponsor: ${sponsor}`],
    ...confidence === null ? [] : [`Confidence: ${confidence.median.toFixed(1)}, ${confidence.voters} voted${confidence.isLow ? '; make it smaller' : ''}`],
  ]
  return [`- [ ] **${plain(text)}**: ${plain(owner ?? 'nobody yet')}, ${due === null ? 'no date yet' : `by ${due}`}`, ...facts.map(fact => `  - ${plain(fact)}`)].join('\n')
}

/** What people wrote stays words: no markup of theirs, no new line. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|~!]/g, '\\$&')
}
