import type { PlanChange } from '../../../core/plan/changes.ts'
import type { Progress } from '../../../core/plan/progress.ts'
import type { PlanView } from '../../../core/protocol/down.ts'

/** Less than a minute is no difference: nobody plans by seconds. */
const SAME = 0.75

function minutes(number: number): string {
  return `${Math.max(1, Math.round(Math.abs(number)))} min`
}

/** Against the plan: `3 min behind`, `on time`. */
export function behindWords({ behind }: Pick<Progress, 'behind'>): string {
  if (Math.abs(behind) < SAME)
    return 'on time'
  return `${minutes(behind)} ${behind > 0 ? 'behind' : 'ahead'}`
}

/** What is left of the route: `41 min left`, `5 min over`. */
export function leftWords({ left }: Pick<Progress, 'left'>): string {
  return left >= 0 ? `${Math.ceil(left)} min left` : `${minutes(left)} over`
}

/** The parts do not fit into what is left of the route's minutes. */
export function isTooMuch({ spare }: Pick<Progress, 'spare'>): boolean {
  return spare < -SAME
}

/** How the parts fit into the route's minutes. */
export function spareWords({ spare }: Pick<Progress, 'spare'>): string {
  if (Math.abs(spare) < SAME)
    return 'All of it fits, with nothing to spare.'
  return spare > 0 ? `All of it fits, with ${minutes(spare)} to spare.` : `It takes ${minutes(spare)} more than there are.`
}

const CHANGES: Record<PlanChange, string> = { route: 'route', agenda: 'agenda', minutes: 'minutes', clock: 'start of the clock' }

/** What the button for it undoes: `Undo: agenda`. */
export function undoLabel(undo: PlanView['undo']): string {
  return undo ? `Undo: ${CHANGES[undo.change]}` : 'Undo'
}

/** What was undone: `Undone: agenda.` */
export function undoneWords({ change }: NonNullable<PlanView['undo']>): string {
  return `Undone: ${CHANGES[change]}.`
}

const list = new Intl.ListFormat('en')

/** What stands before the part on screen and was never shown. */
export function passedOverWords({ passedOver }: Pick<Progress, 'passedOver'>): string {
  const titles = list.format(passedOver.map(({ title }) => title))
  return passedOver.length === 1 ? `${titles} was passed over: next does not lead there any more.` : `${titles} were passed over: next does not lead there any more.`
}
