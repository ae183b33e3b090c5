import type { AttendeeView } from '../../core/protocol/down.ts'

/** What the page shows. */
export type Stage = 'seat' | 'role' | 'list' | 'plan' | 'waiting' | 'idle' | 'open' | 'closed' | 'result' | 'ended'

/**
 * While a round is open the page shows its vote, even if results are shown already; those are on the screen.
 * @param role the attendee's role; null: rather not say; undefined: not asked yet
 * @param seated the attendee holds a seat; used only if seats are needed
 */
export function stageOf(view: AttendeeView | null, role?: string | null, seated = false): Stage {
  if (view?.workshop.ended)
    return 'ended'
  if (view?.workshop.seats && !seated)
    return 'seat'
  if (view && view.workshop.roles.length > 0 && role === undefined)
    return 'role'
  const poll = view?.poll
  if (!poll)
    return view?.ahead?.length ? 'list' : view?.plan ? 'plan' : 'waiting'
  return poll.voting === 'closed' && poll.result ? 'result' : poll.voting
}

/** Whether the page shows the current poll or waits for one, rather than asking something first or saying goodbye. */
export function isAboutPoll(stage: Stage): boolean {
  return stage !== 'seat' && stage !== 'role' && stage !== 'ended'
}

const stageTitles: Record<Stage, string> = {
  seat: '',
  role: '',
  list: 'Before we start: ',
  plan: 'The plan: ',
  waiting: '',
  idle: 'Next: ',
  open: 'Vote: ',
  closed: 'Closed: ',
  result: 'Result: ',
  ended: '',
}

/** The browser tab's title. */
export function pageTitle(view: AttendeeView | null, stage: Stage): string {
  if (stage === 'ended')
    return `Thanks: ${view!.workshop.title}`
  if (!isAboutPoll(stage))
    return view!.workshop.title
  return stageTitles[stage] + (view?.poll?.def.title ?? view?.workshop.title ?? 'Workshop')
}

/** The heading of the page. */
export function headingOf(view: AttendeeView | null, stage: Stage): string {
  switch (stage) {
    case 'ended':
      return 'Thank you.'
    case 'seat':
      return 'Your seat code'
    case 'role':
      return 'What do you do?'
    case 'list':
      return 'Before we start'
    case 'plan':
      return 'The plan'
    case 'waiting':
      return 'Look at the screen'
    default:
      return view!.poll!.def.title
  }
}

/** Splits `01 CI/CD` into number and name; the number may be empty. */
export function topicParts(topic = ''): { number: string, name: string } {
  const [, number = '', name = topic] = /^(\d+) (.+)$/.exec(topic) ?? []
  return { number, name }
}

/** The discipline that colours the page: the first part of the poll's id. */
export function disciplineOf(view: AttendeeView | null, stage: Stage): string | undefined {
  return isAboutPoll(stage) ? view?.poll?.def.id.split('/')[0] : undefined
}
