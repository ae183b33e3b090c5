import type { PollDef } from '../../core/poll.ts'
import type { CommandOf } from '../../core/protocol/up.ts'

const options = [{ id: 'a', label: 'Option A' }, { id: 'b', label: 'Option B' }, { id: 'c', label: 'Option C' }]

export const choice: PollDef = { id: 'opening', kind: 'choice', title: 'What brings you here?', live: false, max: 1, options }
export const dots: PollDef = {
  id: 'cicd/bottlenecks',
  kind: 'dots',
  topic: '01 CI/CD',
  title: 'What slows us down?',
  live: false,
  dots: 3,
  perOption: 2,
  options: options.map(option => ({ ...option, note: `Secret note of ${option.id}` })),
}
export const scale: PollDef = { id: 'cicd/practices', kind: 'scale', title: 'How true is it?', live: false, levels: ['No', 'Partly', 'Yes'], options }
export const live: PollDef = { ...choice, id: 'mood', title: 'How are we?', live: true }

/** One poll of each kind, and one that is live. */
export const polls: PollDef[] = [choice, dots, scale, live]

/** The first entry of a workshop of those polls. */
export function workshopStart(changes: Partial<CommandOf<'workshop:start'>> = {}): CommandOf<'workshop:start'> {
  return { type: 'workshop:start', id: 'start-00000001', workshop: 'test-room', title: 'Test room', polls, opening: 'auto', ...changes }
}
