import type { ActionResults, WorkshopResults } from '../results/results.schema.ts'
import { dayInUtc, dayOfWorkshop } from '../days.ts'

/** What the files about the plan are made of. */
export type PlanResults = Pick<WorkshopResults, 'workshop' | 'actions' | 'comparison'>

export interface Fact { name: string, value: string }

/** What is known about an action besides its text, its owner and its date. */
export function factsOf({ blocker, sponsor, evidence, confidence, carriedOver }: ActionResults): Fact[] {
  return [
    ...carriedOver ? [{ name: 'Since', value: dayInUtc(new Date(carriedOver.since)) }] : [],
    ...evidence ? [{ name: 'Why', value: `${evidence.voters} of ${evidence.of} named “${evidence.label}” (${evidence.topic ? `${evidence.topic}, ` : ''}${evidence.title})` }] : [],
    ...blocker === null ? [] : [{ name: 'Could block it', value: blocker }],
    ...sponsor === null ? [] : [{ name: 'Sponsor', value: sponsor }],
    ...confidence === null ? [] : [{ name: 'Confidence', value: `${confidence.median.toFixed(1)}, ${confidence.voters} voted${confidence.isLow ? '; make it smaller' : ''}` }],
  ]
}

/** All that is known about an action besides its text, for a description; and where it comes from. */
export function descriptionOf(action: ActionResults, { workshop }: PlanResults): Fact[] {
  return [
    { name: 'Owner', value: action.owner ?? 'nobody yet' },
    { name: 'Due', value: action.due ?? 'no date yet' },
    ...factsOf(action),
    { name: 'Workshop', value: `${workshop.title}, ${dayOfWorkshop(workshop)}` },
  ].map(({ name, value }) => ({ name, value: oneLine(value) }))
}

/** The same as plain lines. */
export function linesAbout(action: ActionResults, results: PlanResults): string {
  return descriptionOf(action, results).map(({ name, value }) => `${name}: ${value}`).join('\n')
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}

/**
 * What people wrote stays words in Markdown: no markup of theirs, no new line. Nobody is mentioned: GitHub and GitLab look for
 * mentions after they have read the backslashes, so a word joiner follows the @. A web address may become a link to itself.
 */
export function plain(text: string): string {
  return oneLine(text).replace(/[\\`*_[\]<>#|~!&]/g, '\\$&').replaceAll('@', '@\u2060')
}
