import type { ActionCommand } from '../../../client/panel/poll/actions.ts'
import type { Answer, PollDef } from '../../../core/kinds/kinds.ts'
import type { PollCommandType } from '../../../core/steps/names.ts'
import type { Play } from '../../support/polls/play.ts'
import { describe, expect, it } from 'vitest'
import { doneWords } from '../../../client/panel/poll/actions.ts'
import { roomSees } from '../../../client/panel/poll/room-sees.ts'
import { writtenRowsOf } from '../../../core/kinds/shared/written.ts'
import { pollCommandTypes } from '../../../core/steps/names.ts'
import { asks, picks, says } from '../../support/polls/answers.ts'
import { play } from '../../support/polls/play.ts'
import { board, choice, live, words } from '../../support/polls/polls.ts'

const roles = [{ id: 'dev', label: 'Dev' }, { id: 'ops', label: 'Ops' }]

type Step = PollCommandType | 'vote' | 'let through' | 'undo'

const ANSWERS: Record<string, Answer> = {
  choice: picks('a'),
  words: says('calm'),
  board: asks([{ id: 'a-question', text: 'Who decides?' }]),
}

function room(def: PollDef): Play {
  const room = play({ polls: [def], roles, smallestGroup: 3 })
  for (let person = 0; person < 6; person++)
    room.say(`person-${person}`, person < 3 ? 'dev' : 'ops')
  return room
}

function take(room: Play, def: PollDef, step: Step): void {
  if (step === 'vote') {
    for (let person = 0; person < 6; person++)
      room.vote(`person-${person}`, def.id, def.kind === 'board' ? asks([{ id: `question-${person}`, text: 'Who decides?' }]) : ANSWERS[def.kind]!)
  }
  else if (step === 'let through') {
    for (const { id, label } of writtenRowsOf(room.view(def.id, 'facilitator').result!))
      room.submit('facilitator', { type: 'post:judge', id: `judge-${id}`, poll: def.id, post: id, verdict: 'shown', wording: label })
  }
  else if (step === 'undo') {
    room.undo(def.id)
  }
  else {
    room.press(step, def.id)
  }
}

function after(def: PollDef, ...steps: Step[]) {
  const played = room(def)
  for (const step of steps)
    take(played, def, step)
  return played.view(def.id, 'facilitator')
}

describe('the panel says what the room sees', () => {
  it.each<[sees: string, def: PollDef, steps: Step[]]>([
    ['the question', choice, []],
    ['the question', choice, ['poll:open', 'vote']],
    ['no results yet', choice, ['poll:open', 'vote', 'poll:close']],
    ['no results yet', choice, ['poll:open', 'vote', 'poll:close', 'poll:split']],
    ['the results', choice, ['poll:open', 'vote', 'poll:close', 'poll:reveal']],
    ['results by role', choice, ['poll:open', 'vote', 'poll:close', 'poll:split', 'poll:reveal']],
    ['the results', choice, ['poll:open', 'vote', 'poll:split', 'poll:reveal']],
    ['that nobody voted', choice, ['poll:open', 'poll:close', 'poll:reveal']],
    ['results, no votes yet', live, ['poll:open']],
    ['the question', choice, ['poll:open', 'vote', 'poll:close', 'poll:reveal', 'poll:repeat']],
    ['round 1 again', choice, ['poll:open', 'vote', 'poll:close', 'poll:reveal', 'poll:repeat', 'poll:close']],
    ['the results', choice, ['poll:open', 'vote', 'poll:close', 'poll:reveal', 'poll:hide', 'undo']],
    ['no results yet', words, ['poll:open', 'vote', 'let through', 'poll:close']],
    ['nothing let through yet', words, ['poll:open', 'vote', 'poll:close', 'poll:reveal']],
    ['what you let through', words, ['poll:open', 'vote', 'let through', 'poll:close', 'poll:reveal']],
    ['nothing let through yet', board, ['poll:open', 'vote']],
  ])('%s', (sees, def, steps) => {
    expect(roomSees(after(def, ...steps))).toBe(sees)
  })

  it.each<[words: string, command: ActionCommand, def: PollDef, before: Step[]]>([
    ['By role, as soon as you reveal it.', 'poll:split', choice, ['poll:open', 'vote', 'poll:close']],
    ['The room sees the results by role.', 'poll:split', choice, ['poll:open', 'vote', 'poll:close', 'poll:reveal']],
    ['The room sees all together, and by role once voting is closed.', 'poll:split', choice, ['poll:open', 'vote', 'poll:reveal']],
    ['All together, as soon as you reveal it.', 'poll:merge', choice, ['poll:open', 'vote', 'poll:close', 'poll:split']],
    ['The room sees the results of all together.', 'poll:merge', choice, ['poll:open', 'vote', 'poll:close', 'poll:split', 'poll:reveal']],
    ['The room sees the results.', 'poll:reveal', choice, ['poll:open', 'vote', 'poll:close']],
    ['The room sees the results by role.', 'poll:reveal', choice, ['poll:open', 'vote', 'poll:close', 'poll:split']],
    ['Nobody has voted, so there is nothing to see yet.', 'poll:reveal', choice, ['poll:open', 'poll:close']],
    ['The room sees the votes as they come in.', 'poll:reveal', choice, ['poll:open']],
    ['The room sees what you let through; that is nothing yet.', 'poll:reveal', words, ['poll:open', 'vote', 'poll:close']],
    ['Voting is open; the room sees the votes come in.', 'poll:open', choice, ['poll:open', 'vote', 'poll:close', 'poll:reveal']],
    ['Voting is closed without a vote: the room sees round 1 again.', 'poll:close', choice, ['poll:open', 'vote', 'poll:close', 'poll:reveal', 'poll:repeat']],
    ['Round 2 is open; round 1 is kept.', 'poll:repeat', choice, ['poll:open', 'vote', 'poll:close']],
  ])('after a command: %s', (words, command, def, before) => {
    expect(doneWords(command, after(def, ...before, command as Step))).toBe(words)
  })

  const steps: Step[] = [...pollCommandTypes.filter(type => type !== 'poll:restore'), 'vote', 'undo']

  /** One way to each state that looks another way, found breadth first. */
  function ways(def: PollDef): Step[][] {
    const seen = new Set<string>()
    const found: Step[][] = []
    const queue: Step[][] = [[]]
    for (let way = queue.shift(); way; way = queue.shift()) {
      const { voting, results, voters, split, no, byRole, earlier, undo, restorable } = after(def, ...way)
      const state = JSON.stringify([voting, results, voters > 0, split, Math.min(no, 2), byRole?.length, earlier?.no, undo?.type, restorable])
      if (seen.has(state) || way.length > 6)
        continue
      seen.add(state)
      found.push(way)
      queue.push(...steps.map(step => [...way!, step]))
    }
    return found
  }

  it.each([choice, words])('without naming results that no screen has, in all states: $kind', (def) => {
    let shown = 0
    for (const way of ways(def)) {
      const played = room(def)
      for (const step of way)
        take(played, def, step)
      const view = played.view(def.id, 'facilitator')
      const screen = played.view(def.id, 'screen')
      const hasResult = (screen.result !== undefined && screen.voters > 0) || screen.earlier !== undefined
      const said = roomSees(view)
      expect(said === 'results by role', way.join()).toBe(screen.byRole !== undefined && screen.byRole.length > 0 && screen.voters > 0)
      if (said === 'the results' || said === 'results by role') {
        expect({ way, said, hasResult }).toMatchObject({ hasResult: true })
        shown++
      }
    }
    if (def.kind === 'choice')
      expect(shown).toBeGreaterThan(10)
  })
})
