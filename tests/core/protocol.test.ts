import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { command, commands } from '../../core/commands/commands.ts'
import { downMessages } from '../../core/protocol/down.ts'
import { refusals, reply } from '../../core/protocol/refusal.ts'
import { PROTOCOL_VERSION } from '../../core/protocol/version.ts'
import { spends, writes } from '../support/polls/answers.ts'
import { beginning, commandOf, seatedAttempts } from '../support/polls/arbitraries.ts'
import { play } from '../support/polls/play.ts'

/** A page of an older version is told so only when the version tells: a new shape needs a new line here. */
const HASHES: Record<number, string> = {
  1: '90704ea8422e2408',
  2: '1cb37989f91647fa',
  3: '7de29581210b11bf',
  4: 'adb4ecfc13d9568e',
  5: '9f482cbb41d8cc33',
  6: 'f7957cba993e9c82',
  7: '3b6a80cdbefbebfa',
  8: 'b07bb70b293a0426',
  9: '73517d9e6a6a71c4',
  10: '3a28224ea0ec1c6e',
  11: 'f64a8d0e09eb3459',
  12: '6c62ba9f303c5735',
  13: 'd1f266bdb1335427',
  14: '77a0efb88367fd95',
  15: '9bc116f4b3c5c94a',
  16: '803c0be69b6c49eb',
  17: '0989f7d01a120252',
  18: 'df32008f8a544eff',
}

/** What every message of the protocol looks like, without the words that describe it. */
function shapes(): string {
  const shapeOf = (schema: z.ZodType) => z.toJSONSchema(schema)
  const messages = [...Object.entries(commands), ...Object.entries(downMessages)].map(([name, { payload }]) => [name, shapeOf(payload)])
  return JSON.stringify([messages, shapeOf(reply)], (key, value) => key === 'description' ? undefined : value)
}

describe('the protocol', () => {
  it('has schemas that match its version', () => {
    const hash = createHash('sha256').update(shapes()).digest('hex').slice(0, 16)
    expect(hash, `The shapes of the messages changed. Raise PROTOCOL_VERSION in core/protocol/version.ts, and add the hash ${hash} for it here`).toBe(HASHES[PROTOCOL_VERSION])
  })

  it('has the highest version so far', () => {
    expect(Math.max(...Object.keys(HASHES).map(Number))).toBe(PROTOCOL_VERSION)
  })

  it('has every command under its own name', () => {
    for (const [name, { type, payload }] of Object.entries(commands))
      expect([type, payload.shape.type.value]).toEqual([name, name])
    expect(command.options.map(({ shape }) => shape.type.value).sort()).toEqual(Object.keys(commands).sort())
  })

  it('[C1] refuses unknown fields in every command', () => {
    for (const { payload } of Object.values(commands)) {
      const problems = payload.safeParse({ extra: 1 }).error!.issues
      expect(problems).toContainEqual(expect.objectContaining({ code: 'unrecognized_keys', keys: ['extra'] }))
    }
  })

  it.each([
    ['a short id', { type: 'poll:open', id: 'short', poll: 'opening' }],
    ['an id with blanks', { type: 'poll:open', id: 'with blanks', poll: 'opening' }],
    ['no poll', { type: 'poll:open', id: 'command-1' }],
    ['a slide before the first', { type: 'slide:show', id: 'command-1', no: 0, clicks: 0, poll: null }],
    ['half a dot', { type: 'ballot:cast', id: 'command-1', poll: 'opening', round: 'opening#1', answer: spends({ a: 0.5 }) }],
    ['an answer that names no kind', { type: 'ballot:cast', id: 'command-1', poll: 'opening', round: 'opening#1', answer: ['a'] }],
    ['an answer with parts of another kind', { type: 'ballot:cast', id: 'command-1', poll: 'wall', round: 'wall#1', answer: { ...writes(), wanted: [] } }],
    ['more options than any poll has', { type: 'ballot:cast', id: 'command-1', poll: 'opening', round: 'opening#1', answer: spends(Object.fromEntries(Array.from({ length: 101 }, (_, no) => [`option-${no}`, 1]))) }],
    ['an unknown command', { type: 'poll:explode', id: 'command-1', poll: 'opening' }],
    ['nothing', null],
  ])('[C1] refuses a command with %s', (_, payload) => {
    expect(command.safeParse(payload).success).toBe(false)
  })
})

describe('refusals', () => {
  it('[C2] have codes that the command lists', () => {
    fc.assert(fc.property(beginning, seatedAttempts, (start, attempts) => {
      const room = play(start)
      attempts.forEach((attempt, no) => {
        const { by, command } = commandOf(room, attempt, no)
        const reply = room.submit(by, command)
        if (!reply.ok)
          expect(commands[command.type].refusals).toContain(reply.code)
      })
    }))
  })

  it('[C2] have a sentence for every code', () => {
    for (const meaning of Object.values(refusals))
      expect(meaning).toMatch(/^[A-Z].*\.$/)
  })
})
