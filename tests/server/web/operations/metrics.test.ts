import { expect, it, onTestFinished } from 'vitest'
import { entryOf } from '../../../../core/fold.ts'
import { memoryLog } from '../../../../server/log/memory.ts'
import { listenForMetrics } from '../../../../server/web/operations/listen.ts'
import { createMetrics } from '../../../../server/web/operations/metrics.ts'
import { picks } from '../../../support/polls/answers.ts'
import { choice } from '../../../support/polls/polls.ts'
import { startWorkshop } from '../../../support/processes/terminal.ts'
import { FACILITATOR_COOKIE, NOON, startTestServer } from '../../../support/server/test-server.ts'
import { tempFolder } from '../../../support/temp-folder.ts'

/** The value of a line. */
function valueIn(text: string, name: string): number {
  return Number(text.split('\n').find(line => line.startsWith(`${name} `))?.split(' ')[1])
}

it('counts connections by role, ballots once, answers and appends, and names no workshop', async () => {
  const metrics = createMetrics(() => NOON + 250)
  const log = memoryLog()
  const server = await startTestServer({ log: metrics.measure(log), meter: metrics })
  metrics.countWorkshops(() => server.places.open().length)
  const { port, close } = await listenForMetrics(metrics, '127.0.0.1', 0)
  onTestFinished(close)
  const read = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text()

  const presenter = await server.facilitator()
  await presenter.send({ type: 'slide:show', no: 3, clicks: 0, poll: choice.id })
  const ann = await server.attendee('ann')
  const ballot = { type: 'ballot:cast', id: 'a-vote-of-ann-00000001', poll: choice.id, round: `${choice.id}#1`, answer: picks('a') } as const
  expect(await ann.send(ballot)).toEqual({ ok: true })
  expect(await ann.send(ballot)).toEqual({ ok: true })
  const text = await read()
  expect([
    valueIn(text, 'workshop_connections{role="attendee"}'),
    valueIn(text, 'workshop_connections{role="facilitator"}'),
    valueIn(text, 'workshop_connections{role="screen"}'),
    valueIn(text, 'workshop_open_workshops'),
    valueIn(text, 'workshop_ballots_total'),
    valueIn(text, 'workshop_answer_seconds_count'),
  ]).toEqual([1, 1, 0, 1, 1, 3])
  expect(valueIn(text, 'workshop_append_seconds_count')).toBeGreaterThan(0)
  expect(valueIn(text, 'process_resident_memory_bytes')).toBeGreaterThan(0)
  for (const secret of [server.id, server.code, FACILITATOR_COOKIE.split('=')[1]!, 'ann', choice.id])
    expect(text).not.toContain(secret)

  ann.close()
  await expect.poll(async () => valueIn(await read(), 'workshop_connections{role="attendee"}')).toBe(0)

  // As another server of the same store would.
  await log.append(server.id, () => [entryOf(NOON, 'a:somebody-else', { ...ballot, id: 'a-vote-of-ben-00000001' })])
  await expect.poll(async () => valueIn(await read(), 'workshop_follower_lag_seconds')).toBe(0.25)
  expect(valueIn(await read(), 'workshop_ballots_total')).toBe(1)
})

it('are at a port of their own, on this machine only, and a phone in the room gets 404 for them', async () => {
  const data = tempFolder()
  const server = await startWorkshop(data, '--metrics-port', '0')
  const [, at] = /Metrics at (\S+)/.exec(server.output.out)!
  expect(new URL(at!).hostname).toBe('127.0.0.1')
  const answer = await fetch(at!)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/plain')])
  expect(await answer.text()).toContain('workshop_open_workshops 1\n')
  expect((await fetch(new URL('/', at))).status).toBe(404)
  expect((await fetch(`${server.url}/metrics`)).status).toBe(404)
  expect((await fetch(`${server.url}/ready`)).status).toBe(200)
})
