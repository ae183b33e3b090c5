import type { LoggedCommand } from '../../../core/commands/commands.ts'
import type { PollDef } from '../../../core/kinds/kinds.ts'
import type { PollCommandType } from '../../../core/steps/names.ts'
import type { Workshop } from '../../../core/workshop.ts'
import { describe, expect, it } from 'vitest'
import { actionsOf } from '../../../client/panel/poll/actions.ts'
import { begin, decide, entryOf, settle } from '../../../core/fold.ts'
import { RULES } from '../../../core/rules.ts'
import { pollCommandTypes } from '../../../core/steps/names.ts'
import { steps } from '../../../core/steps/steps.ts'
import { pollView } from '../../../core/views/views.ts'
import { currentRound, FACILITATOR, SERVER } from '../../../core/workshop.ts'
import { picks } from '../../support/polls/answers.ts'

type Step = PollCommandType | 'ballot:cast' | 'pace:set' | 'workshop:end' | 'workshop:reopen'

const POLL = 'cicd/bottlenecks'
const attempts: Step[] = [...pollCommandTypes, 'ballot:cast', 'pace:set', 'workshop:end', 'workshop:reopen']

function definition(live: boolean): PollDef {
  return { id: POLL, kind: 'choice', title: 'What slows us down most?', max: 1, live, options: [{ id: 'a', label: 'A' }, { id: 'b', label: 'B' }] }
}

/** The command of a step, as the room would send it in that state. */
function commandOf(step: Step, workshop: Workshop, id = 'command-0'): LoggedCommand {
  if (step === 'workshop:end' || step === 'workshop:reopen')
    return { type: step, id }
  if (step === 'pace:set')
    return { type: step, id, pace: workshop.pace.now === 'room' ? 'self' : 'room' }
  if (step === 'ballot:cast')
    return { type: step, id, poll: POLL, round: currentRound(workshop.polls.get(POLL)!).id, answer: picks('a') }
  return { type: step, id, poll: POLL }
}

function walk(path: Step[], live: boolean): Workshop {
  const workshop = begin({ at: 0, by: SERVER, rules: RULES, command: { type: 'workshop:start', id: 'start-000', workshop: 'w', title: 'W', polls: [definition(live)], opening: 'manual', ahead: { polls: [POLL] } } })
  for (const [index, step] of path.entries())
    settle(workshop, entryOf(index, step === 'ballot:cast' ? 'ann' : FACILITATOR, commandOf(step, workshop, `command-${index}`)))
  return workshop
}

function viewOf(workshop: Workshop) {
  return pollView(workshop.polls.get(POLL)!, 'facilitator', workshop)
}

/** One way to each state that a facilitator can tell apart, found breadth first. */
function reachable(live: boolean): Step[][] {
  const seen = new Set<string>()
  const found: Step[][] = []
  const queue: Step[][] = [[]]
  for (let path = queue.shift(); path; path = queue.shift()) {
    const workshop = walk(path, live)
    const { voting, results, voters, restorable, no, ahead } = viewOf(workshop)
    const state = JSON.stringify({ voting, results, voters, restorable, no: Math.min(no, 3), ahead, pace: workshop.pace.now, ended: workshop.ended })
    if (seen.has(state))
      continue
    seen.add(state)
    found.push(path)
    queue.push(...attempts.filter(step => decide(workshop, FACILITATOR, commandOf(step, workshop)) === null).map(step => [...path!, step]))
  }
  return found
}

describe.each([{ live: false }, { live: true }])('the panel\'s actions, results live: $live', ({ live }) => {
  const paths = reachable(live)

  it('are tested in many states', () => {
    expect(paths.length).toBeGreaterThan(30)
  })

  it.each(paths.map(path => ({ after: path.join(' > ') || 'the start', path })))('agree with the core after $after', ({ path }) => {
    const workshop = walk(path, live)
    const view = viewOf(workshop)
    const { primary, secondary } = actionsOf(view, { ended: workshop.ended, roles: false })
    const offered = [...primary, ...secondary]

    for (const command of pollCommandTypes)
      expect(steps[command].whyNot(view, { ended: workshop.ended, roles: workshop.roles.length > 0 }), command).toBe(decide(workshop, FACILITATOR, commandOf(command, workshop))?.message ?? null)
    for (const action of offered)
      expect(action.refused, action.command).toBe(steps[action.command as PollCommandType].whyNot(view, { ended: workshop.ended, roles: false }))
    // A restore is an undo, which has a button of its own.
    const allowed = pollCommandTypes.filter(command => command !== 'poll:restore' && steps[command].whyNot(view, { ended: workshop.ended, roles: workshop.roles.length > 0 }) === null)
    expect(offered.map(({ command }) => command)).toEqual(expect.arrayContaining(allowed))
  })

  it('have distinct commands and keys', () => {
    for (const path of paths) {
      const workshop = walk(path, live)
      const { primary, secondary } = actionsOf(viewOf(workshop), { ended: workshop.ended, roles: false })
      const offered = [...primary, ...secondary]
      const keys = offered.map(({ key }) => key).filter(key => key !== null)
      expect(new Set(offered.map(({ command }) => command)).size).toBe(offered.length)
      expect(new Set(keys).size).toBe(keys.length)
    }
  })
})

describe('the panel\'s buttons', () => {
  const after = (...path: Step[]) => actionsOf(viewOf(walk(path, false)), { ended: false, roles: false })

  it('start with the voting, then the results, in every state', () => {
    for (const path of reachable(false)) {
      const [voting, results, ...more] = after(...path).primary.map(({ command }) => command)
      expect(['poll:open', 'poll:close']).toContain(voting)
      expect(['poll:reveal', 'poll:hide']).toContain(results)
      expect(more).toEqual([])
    }
  })

  it.each<[string, PollCommandType | null, Step[]]>([
    ['Open voting', 'poll:open', []],
    ['Close voting', null, ['pace:set']],
    ['Close voting', 'poll:close', ['poll:open']],
    ['Reopen', 'poll:reveal', ['poll:open', 'ballot:cast', 'poll:close']],
    ['Reopen', null, ['poll:open', 'ballot:cast', 'poll:close', 'poll:reveal']],
    ['Close voting', 'poll:close', ['poll:open', 'poll:reveal']],
  ])('start with %s, and %s is the next step', (label, next, path) => {
    expect(after(...path).primary[0]!.label).toBe(label)
    expect(after(...path).next).toBe(next)
  })

  it('number further rounds', () => {
    const further = (...path: Step[]) => after(...path).secondary[0]!.label
    expect(further('poll:open', 'ballot:cast')).toBe('Second round')
    expect(further('poll:open', 'ballot:cast', 'poll:repeat', 'ballot:cast')).toBe('Round 3')
  })
})

describe('a confirmation', () => {
  const question = (command: PollCommandType, ...path: Step[]) => {
    const { primary, secondary } = actionsOf(viewOf(walk(path, false)), { ended: false, roles: false })
    return [...primary, ...secondary].find(action => action.command === command)?.asks
  }

  it('is required for a reset, with the number of ballots', () => {
    expect(question('poll:reset', 'poll:open')).toBe('Reset: the round starts anew.')
    expect(question('poll:reset', 'poll:open', 'ballot:cast')).toBe('Reset: 1 ballot is set aside.')
  })

  it('is required for a further round only while this one is open', () => {
    expect(question('poll:repeat', 'poll:open', 'ballot:cast', 'poll:close')).toBeNull()
    expect(question('poll:repeat', 'poll:open', 'ballot:cast')).toBe('Round 2: round 1 closes and is kept.')
  })

  it('is required for no other command', () => {
    for (const path of reachable(false)) {
      const { primary, secondary } = actionsOf(viewOf(walk(path, false)), { ended: false, roles: false })
      const asking = [...primary, ...secondary].filter(({ asks }) => asks !== null).map(({ command }) => command)
      expect(['poll:reset', 'poll:repeat']).toEqual(expect.arrayContaining(asking))
    }
  })
})
