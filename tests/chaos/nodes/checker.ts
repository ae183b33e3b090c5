import type { Entry } from '../../../core/entry.ts'
import type { Answer } from '../../../core/kinds/kinds.ts'
import type { Cast } from './phone.ts'
import { FACILITATOR } from '../../../core/workshop.ts'

/** What a log comes to by the rules of one poll, worked out without the project's own code. */
export interface Outcome {
  /** Of each vote in the log, whether it counted, by its id. */
  counted: Map<string, boolean>
  /** What counts at the end, by attendee. */
  ballots: Map<string, Answer>
}

/** Reads a log from the start: what is open when a vote stands there decides, a repeat changes nothing, a replaced vote neither. */
export function readLog(entries: readonly Entry[], poll: string): Outcome {
  const counted = new Map<string, boolean>()
  const ballots = new Map<string, Answer>()
  const replaced = new Set<string>()
  const done = new Set<string>()
  let voting: 'idle' | 'open' | 'closed' = 'idle'
  for (const { by, command } of entries) {
    const key = `${by} ${command.id}`
    if (command.type === 'ballot:cast') {
      if (counted.has(key) || command.poll !== poll)
        continue
      if (replaced.has(key)) {
        counted.set(key, true)
        continue
      }
      counted.set(key, voting === 'open')
      if (voting !== 'open')
        continue
      ballots.set(by, command.answer)
      command.instead?.forEach(id => replaced.add(`${by} ${id}`))
    }
    else if (by === FACILITATOR && !done.has(key)) {
      done.add(key)
      if (command.type === 'slide:show' && command.poll === poll && voting === 'idle')
        voting = 'open'
      else if (command.type === 'poll:open' && command.poll === poll)
        voting = 'open'
      else if (command.type === 'poll:close' && command.poll === poll && voting === 'open')
        voting = 'closed'
    }
  }
  return { counted, ballots }
}

/** What a phone was answered, and the log does not bear out. */
export function wrongAnswers(attendee: string, history: readonly Cast[], { counted, ballots }: Outcome): string[] {
  const wrong: string[] = []
  for (const { id, answered } of history) {
    const counts = counted.get(`${attendee} ${id}`)
    if (answered === 'accepted' && counts !== true)
      wrong.push(`${attendee}: ${id} was acknowledged and ${counts === undefined ? 'is not in the log' : 'does not count'}`)
    if (answered === 'refused' && counts !== false)
      wrong.push(`${attendee}: ${id} was refused and ${counts === undefined ? 'is not in the log' : 'counts'}`)
  }
  // By its own history, too: the last one that was acknowledged, or one after it that was never answered.
  const last = history.findLastIndex(({ answered }) => answered === 'accepted')
  const may = history.filter(({ answered }, index) => index === last || (index > last && answered === 'never')).map(({ answer }) => JSON.stringify(answer))
  const counts = ballots.get(attendee)
  if (last >= 0 && !may.includes(JSON.stringify(counts)))
    wrong.push(`${attendee}: ${JSON.stringify(counts)} counts instead of ${may.join(' or ')}`)
  return wrong
}
