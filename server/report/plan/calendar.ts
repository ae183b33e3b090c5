import type { ActionResults } from '../results/results.schema.ts'
import type { PlanResults } from './facts.ts'
import { Buffer } from 'node:buffer'
import { dayInUtc, dayOfWorkshop } from '../days.ts'
import { linesAbout, oneLine } from './facts.ts'

/** When the room looks at its plan again. */
export const CHECK_IN_WEEKS = 4

const DAY_MS = 86_400_000
/** Of a line, without its end; longer ones are folded. [RFC 5545, 3.1] */
const LINE_BYTES = 75

interface Event {
  uid: string
  /** A calendar day: `2026-12-18`. */
  day: string
  summary: string
  description: string
}

/** A calendar with all-day events: each action that has a date, and a check-in some weeks after the workshop. [RFC 5545] */
export function planAsCalendar(results: PlanResults): string {
  const { workshop, actions } = results
  const events: Event[] = [
    ...actions.flatMap(action => action.due === null ? [] : [eventOf(action, action.due, results)]),
    {
      uid: `${workshop.id}-check-in`,
      day: dayInUtc(new Date(Date.parse(dayOfWorkshop(workshop)) + 7 * CHECK_IN_WEEKS * DAY_MS)),
      summary: `Check-in: ${workshop.title}`,
      description: ['How far is what we planned?', ...actions.map(({ text, owner, due }) => `- ${oneLine(text)}: ${oneLine(owner ?? 'nobody yet')}${due === null ? '' : `, by ${due}`}`)].join('\n'),
    },
  ]
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//devops-breakdown//Workshop plan//EN',
    'CALSCALE:GREGORIAN',
    ...events.flatMap(event => linesOf(event, workshop.startedAt)),
    'END:VCALENDAR',
  ]
  return lines.map(line => `${folded(line)}\r\n`).join('')
}

function eventOf(action: ActionResults, due: string, results: PlanResults): Event {
  return {
    uid: `${results.workshop.id}-${action.id}`,
    day: due,
    summary: `${oneLine(action.owner ?? 'Nobody yet')}: ${oneLine(action.text)}`,
    description: linesAbout(action, results),
  }
}

/** @param stamp when the plan was made, ISO 8601 in UTC */
function linesOf({ uid, day, summary, description }: Event, stamp: string): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `DTSTAMP:${stamp.slice(0, 19).replace(/[-:]/g, '')}Z`,
    `DTSTART;VALUE=DATE:${day.replaceAll('-', '')}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(description)}`,
    // Nobody is busy all day.
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}

/** [RFC 5545, 3.3.11] */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r\n?|\n/g, '\\n')
}

/** Never within a character. */
function folded(line: string): string {
  const parts = ['']
  for (const character of line) {
    const limit = parts.length === 1 ? LINE_BYTES : LINE_BYTES - 1
    if (Buffer.byteLength(parts.at(-1)! + character) > limit)
      parts.push('')
    parts[parts.length - 1] += character
  }
  return parts.join('\r\n ')
}
