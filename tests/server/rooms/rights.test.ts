import type { TestClient, TestCommand } from '../../support/server/test-client.ts'
import { describe, expect, it } from 'vitest'
import { entriesOf } from '../../../server/log/fold-log.ts'
import { picks, spends, writes } from '../../support/polls/answers.ts'
import { doneIn } from '../../support/polls/play.ts'
import { choice, text } from '../../support/polls/polls.ts'
import { attendeeCookie, startTestServer } from '../../support/server/test-server.ts'

const poll = choice.id
const vote: TestCommand = { type: 'ballot:cast', poll, round: `${poll}#1`, answer: picks('a') }
const notAllowed = expect.objectContaining({ ok: false, code: 'not_allowed' })

describe('[C2] every message is answered', () => {
  it.each<[string, string, unknown[], string]>([
    ['no payload', 'command', [], 'unknown_message'],
    ['null', 'command', [null], 'unknown_message'],
    ['a text', 'command', ['ballot:cast'], 'unknown_message'],
    ['an unknown type', 'command', [{ type: 'poll:explode', id: 'command-1' }], 'unknown_message'],
    ['a name every object has', 'command', [{ type: 'constructor', id: 'command-1' }], 'unknown_message'],
    ['another event', 'poll', [{ ...vote, id: 'command-1' }], 'unknown_message'],
    ['a vote without an id', 'command', [vote], 'malformed'],
    ['a vote with a field too many', 'command', [{ ...vote, id: 'command-1', by: 'a:somebody-else' }], 'malformed'],
    ['a vote with an id that is too short', 'command', [{ ...vote, id: '1' }], 'malformed'],
    ['an answer of a wrong shape', 'command', [{ ...vote, id: 'command-1', answer: 'a' }], 'malformed'],
    ['an answer with a length', 'command', [{ ...vote, id: 'command-1', answer: { kind: 'choice', options: { length: { toString: {} } } } }], 'malformed'],
    ['fractions', 'command', [{ ...vote, id: 'command-1', answer: spends({ a: 0.5 }) }], 'malformed'],
    ['a list of messages', 'command', [[{ ...vote, id: 'command-1' }]], 'unknown_message'],
    ['an unknown poll', 'command', [{ ...vote, id: 'command-1', poll: 'nothing' }], 'not_found'],
  ])('%s', async (_, event, payload, code) => {
    const { attendee, room } = await startTestServer()
    const before = doneIn(room.workshop)
    const ann = await attendee()
    expect(await ann.raw(event, ...payload)).toEqual({ ok: false, code, message: expect.stringMatching(/\S/) })
    expect(doneIn(room.workshop)).toBe(before)
  })

  it('a command without acknowledgement does nothing', async () => {
    const { facilitator, room } = await startTestServer()
    const before = doneIn(room.workshop)
    const presenter = await facilitator()
    presenter.mumble({ type: 'poll:open', poll })
    expect(await presenter.send({ type: 'poll:reveal', poll })).toMatchObject({ code: 'wrong_state' })
    expect(doneIn(room.workshop)).toBe(before)
  })

  it.each(['websocket', 'polling'] as const)('a frame over 16 kB ends its sender\'s connection and no other: %s', async (transport) => {
    const { attendee, facilitator } = await startTestServer()
    const mallory = await attendee('mallory', { transport })
    const ann = await attendee('ann')
    const lost = mallory.lost()
    mallory.mumble({ type: 'ballot:cast', poll, round: 'x'.repeat(20_000), answer: picks('a') })
    await lost
    const presenter = await facilitator()
    expect(await presenter.send({ type: 'poll:open', poll })).toEqual({ ok: true })
    expect(await ann.send(vote)).toEqual({ ok: true })
  })
})

describe('the limit', () => {
  it('is per attendee, not per tab or address', async () => {
    const clock = { ms: 0 }
    const { attendee } = await startTestServer({ monotonic: () => clock.ms })
    const tabs = [await attendee('ann'), await attendee('ann')]
    const burst = await Promise.all(Array.from({ length: 50 }, (_, index) => tabs[index % 2]!.send(vote)))
    expect(burst.filter(reply => !reply.ok && reply.code === 'rate_limited')).toHaveLength(10)
    expect(burst.filter(reply => !reply.ok && reply.code === 'not_open')).toHaveLength(40)

    const ben = await attendee('ben')
    expect(await ben.send(vote)).toMatchObject({ code: 'not_open' })

    clock.ms += 100
    expect(await tabs[0]!.send(vote)).toMatchObject({ code: 'not_open' })
    expect(await tabs[1]!.send(vote)).toMatchObject({ code: 'rate_limited' })
  })

  it.each(['attendee', 'screen'] as const)('is not refilled by reconnecting, as %s', async (role) => {
    const server = await startTestServer({ monotonic: () => 0 })
    const come = () => role === 'attendee' ? server.attendee('ann') : server.screen({ cookie: attendeeCookie('ann') })
    const codes: string[] = []
    for (let time = 0; time < 3; time++) {
      const page = await come()
      for (const reply of await Promise.all(Array.from({ length: 30 }, () => page.send(vote))))
        codes.push(reply.ok ? 'ok' : reply.code)
      page.close()
    }
    expect(codes.filter(code => code !== 'rate_limited')).toHaveLength(40)
  })

  it('also counts bytes: long texts have to wait, and votes are accepted again after a while', async () => {
    const clock = { ms: 0 }
    const { attendee, facilitator, log, room } = await startTestServer({ monotonic: () => clock.ms, start: { polls: [{ ...text, moderated: true, max: 20 }] } })
    await (await facilitator()).send({ type: 'poll:open', poll: text.id })
    const [ann, ben] = [await attendee('ann'), await attendee('ben', { transport: 'polling' })]
    const write = (phone: TestClient) => phone.send({ type: 'ballot:cast', poll: text.id, round: `${text.id}#1`, answer: writes(...Array.from({ length: 20 }, (_, post) => ({ id: `${phone === ann ? 'ann' : 'ben'}-${post}-post`, text: 'x'.repeat(270) }))) })
    for (const phone of [ann, ben]) {
      const before = JSON.stringify(await entriesOf(log, room.workshop.id)).length
      let no = 0
      let reply = await write(phone)
      while (reply.ok && no < 200) {
        clock.ms += 100
        no++
        reply = await write(phone)
      }
      expect(reply).toMatchObject({ code: 'rate_limited', message: expect.stringContaining('minutes') })
      expect(JSON.stringify(await entriesOf(log, room.workshop.id)).length - before).toBeLessThan(512_000 + no * 52)
      clock.ms += 60_000
      expect(await write(phone)).toEqual({ ok: true })
    }
  })

  it('applies to a single screen', async () => {
    const { screen } = await startTestServer({ monotonic: () => 0 })
    const projector = await screen()
    const flood = await Promise.all(Array.from({ length: 50 }, () => projector.send(vote)))
    expect(flood.filter(reply => !reply.ok && reply.code === 'rate_limited')).toHaveLength(10)
    expect(await (await screen()).send(vote)).toEqual(notAllowed)
  })

  it('does not stop the facilitator from holding a key to run through the slides', async () => {
    const { facilitator } = await startTestServer({ monotonic: () => 0 })
    const presenter = await facilitator()
    const moves = Array.from({ length: 100 }, (_, index) => presenter.send({ type: 'slide:show', no: index + 1, clicks: 0, poll: null }))
    expect(await Promise.all(moves)).toEqual(moves.map(() => ({ ok: true })))
  })
})
