import type { LoggedCommand } from '../../../core/commands/commands.ts'
import type { Cast } from './phone.ts'
import { expect, it } from 'vitest'
import { entryOf } from '../../../core/fold.ts'
import { FACILITATOR } from '../../../core/workshop.ts'
import { picks } from '../../support/polls/answers.ts'
import { readLog, wrongAnswers } from './checker.ts'
import { nodes } from './nodes.ts'

const missed = async (given: Partial<Parameters<typeof nodes.run>[0]>) => (await nodes.run({ seed: 1, mutant: undefined, tell: () => {}, clients: 24, rounds: 2, ...given })).filter(({ ok }) => !ok)

it('[C3] [C4] three servers on one database count every vote as answered, whichever of them dies', async () => {
  expect(await missed({})).toEqual([])
}, 120_000)

it('the checker finds whatever a log does not bear out', () => {
  let no = 0
  const by = (actor: string, command: object) => entryOf(0, actor, { id: `command-${++no}`, ...command } as LoggedCommand)
  const vote = (id: string, option: string, instead?: string[]) => by('ann', { type: 'ballot:cast', id, poll: 'opening', round: 'opening#1', answer: picks(option), ...instead && { instead } })
  const outcome = readLog([
    vote('too-early', 'a'),
    by(FACILITATOR, { type: 'slide:show', no: 2, clicks: 0, poll: 'opening' }),
    vote('counted-1', 'a'),
    vote('counted-2', 'b', ['replaced']),
    vote('counted-1', 'a'),
    vote('replaced', 'c'),
    by(FACILITATOR, { type: 'poll:close', poll: 'opening' }),
    vote('too-late', 'c'),
    vote('too-early', 'a'),
  ], 'opening')
  expect(Object.fromEntries(outcome.counted)).toEqual({ 'ann too-early': false, 'ann counted-1': true, 'ann counted-2': true, 'ann replaced': true, 'ann too-late': false })
  expect(Object.fromEntries(outcome.ballots)).toEqual({ ann: picks('b') })

  const cast = (id: string, option: string, answered: Cast['answered']): Cast => ({ id, answer: picks(option), instead: [], answered })
  const history = [cast('too-early', 'a', 'refused'), cast('counted-1', 'a', 'accepted'), cast('counted-2', 'b', 'accepted')]
  expect(wrongAnswers('ann', history, outcome)).toEqual([])
  expect(wrongAnswers('ann', [cast('too-early', 'a', 'accepted'), ...history.slice(1)], outcome)).toEqual([expect.stringContaining('was acknowledged and does not count')])
  expect(wrongAnswers('ann', [...history, cast('lost', 'b', 'accepted')], outcome)).toEqual([expect.stringContaining('is not in the log')])
  expect(wrongAnswers('ann', [cast('counted-1', 'a', 'refused'), history[2]!], outcome)).toEqual([expect.stringContaining('was refused and counts')])
  expect(wrongAnswers('ann', history.slice(0, 2), outcome)).toEqual([expect.stringContaining('counts instead of')])
})
