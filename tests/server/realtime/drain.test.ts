import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { createServer, connect as dial } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { openConnection } from '../../../client/link/connection/connection.ts'
import { memoryLog } from '../../../server/log/memory.ts'
import { createStorage, openTab } from '../../support/browser/phone-tab.ts'
import { picks } from '../../support/polls/answers.ts'
import { choice } from '../../support/polls/polls.ts'
import { rawRequest } from '../../support/server/raw-http.ts'
import { attendeeCookie, startTestServer } from '../../support/server/test-server.ts'

/** An address that leads to one server after another. */
async function movingAddress(first: number): Promise<{ url: string, leadTo: (port: number) => void }> {
  let port = first
  const proxy = createServer((near) => {
    const far = dial(port, '127.0.0.1')
    near.pipe(far).pipe(near)
    near.on('error', () => far.destroy())
    far.on('error', () => near.destroy())
    onTestFinished(() => void near.destroy())
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  onTestFinished(() => void proxy.close())
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, leadTo: next => port = next }
}

/** A store whose appends wait until they may go on. */
function heldLog() {
  const log = memoryLog()
  let go = () => {}
  let held: Promise<void> | undefined
  return {
    log: {
      ...log,
      async append(...args: Parameters<typeof log.append>) {
        await held
        await log.append(...args)
      },
    } satisfies typeof log,
    hold: () => void (held = new Promise(resolve => go = resolve)),
    release: () => go(),
  }
}

const HANDSHAKE = '/socket.io/?EIO=4&transport='
const UPGRADE = { 'Connection': 'Upgrade', 'Upgrade': 'websocket', 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==' }

it('a server that ends is not ready, takes nobody, answers what has come, and tells every page to go', async () => {
  const { log, hold, release } = heldLog()
  const server = await startTestServer({ log })
  const [ann, screen, presenter] = [await server.attendee('ann'), await server.screen(), await server.facilitator()]
  await presenter.send({ type: 'slide:show', no: 3, clicks: 0, poll: choice.id })
  hold()
  const answer = ann.send({ type: 'ballot:cast', poll: choice.id, round: `${choice.id}#1`, answer: picks('a') })
  await ann.raw('command', { type: 'nothing' })
  let isOver = false
  const drained = server.drain(10_000).then(() => isOver = true)
  const ready = await fetch(`${server.url}/ready`)
  expect([ready.status, ready.headers.get('connection'), await ready.json()]).toEqual([503, 'close', { ready: false, reasons: [expect.objectContaining({ code: 'draining' })] }])
  expect((await fetch(`${server.url}/health`)).status).toBe(200)
  expect((await rawRequest(server.port, { path: `${HANDSHAKE}polling` })).status).toBe(503)
  expect((await rawRequest(server.port, { path: `${HANDSHAKE}websocket`, headers: UPGRADE })).status).toBe(503)
  for (const page of [ann, screen, presenter])
    expect(await page.next('move')).toEqual({ within: 1000 })
  release()
  expect(await answer).toEqual({ ok: true })
  expect(isOver).toBe(false)
  for (const page of [ann, screen, presenter])
    page.close()
  await drained
})

it('waits for an answer after the last page has gone, and for nothing longer than it may', async () => {
  const { log, hold, release } = heldLog()
  const server = await startTestServer({ log })
  await (await server.facilitator()).send({ type: 'slide:show', no: 3, clicks: 0, poll: choice.id })
  hold()
  const ann = await server.attendee('ann')
  ann.mumble({ type: 'nothing' } as never)
  const answer = ann.send({ type: 'ballot:cast', poll: choice.id, round: `${choice.id}#1`, answer: picks('a') })
  // Nobody leaves, and the store hangs.
  await server.drain(30)
  release()
  expect(await answer).toEqual({ ok: true })
})

it('phones and slides come to the other server at once, with what they have still to send, and show nothing of it', async () => {
  const log = memoryLog()
  const [old, next] = [await startTestServer({ log }), await startTestServer({ log })]
  const { url, leadTo } = await movingAddress(old.port)
  const tab = openTab({ url, cookie: attendeeCookie('ann'), storage: createStorage() })
  const slides = openConnection('screen', { url, place: '', onReturn: () => () => {} })
  onTestFinished(() => {
    tab.close()
    slides.close()
  })
  const presenter = await old.facilitator()
  await presenter.send({ type: 'slide:show', no: 3, clicks: 0, poll: choice.id })
  presenter.close()
  expect(await tab.comesTo(() => tab.attendee.view.value?.poll !== null && tab.attendee.status.value === 'up', 5000)).toBe(true)
  await expect.poll(() => slides.status.value).toBe('up')
  const seen: string[] = []
  const watching = setInterval(() => seen.push(slides.status.value))
  onTestFinished(() => clearInterval(watching))
  leadTo(next.port)
  const began = performance.now()
  tab.attendee.cast(picks('b'))
  await old.drain(20_000)
  expect(performance.now() - began).toBeLessThan(5000)
  await expect.poll(() => next.places.open()[0]!.realtime.pages).toBe(2)
  expect(await tab.comesTo(() => tab.attendee.status.value === 'up' && tab.attendee.delivery.value?.state === 'counted', 15_000)).toBe(true)
  expect(new Set(seen)).toEqual(new Set(['up']))
})
