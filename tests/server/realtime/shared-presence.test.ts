import type { Peers } from '../../../server/log/store.ts'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createPresence } from '../../../server/realtime/presence.ts'
import { sharePresence } from '../../../server/realtime/shared-presence.ts'

/** Two servers that pass their messages on when the test says so. */
function twoServers() {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const waiting: (() => void)[] = []
  const listeners: Parameters<Peers['onTold']>[2][] = []
  const connect = (name: string, index: number) => {
    const here = createPresence<object>()
    const peers: Peers = {
      tell: (_, __, message) => void waiting.push(() => listeners[1 - index]!(name, structuredClone(message))),
      onTold(_, __, listener) {
        listeners[index] = listener
        return () => {}
      },
    }
    const sizes: number[] = []
    const shared = sharePresence({ here, peers, topic: 'attendees', workshop: 'one', onChange: () => sizes.push(shared.size), monotonic: () => performance.now() })
    onTestFinished(shared.close)
    return { here, shared, sizes }
  }
  const [one, two] = [connect('one', 0), connect('two', 1)]
  return { one, two, waiting, pass: () => waiting.splice(0).forEach(message => message()) }
}

const everybody = Array.from({ length: 1000 }, (_, index) => `attendee-${index}`)

it('a room that is named in several messages is never smaller in between', () => {
  const { one, two, pass } = twoServers()
  everybody.forEach(each => one.here.join(each, {}))
  vi.advanceTimersByTime(3000)
  pass()
  expect(two.sizes).toEqual([1000])
  one.here.join('one-more', {})
  vi.advanceTimersByTime(3000)
  pass()
  expect(two.sizes).toEqual([1000, 1001])
})

it('a message that is lost changes nothing until all are named again', () => {
  const { one, two, waiting, pass } = twoServers()
  everybody.forEach(each => one.here.join(each, {}))
  for (const lost of [0, 1, 2]) {
    vi.advanceTimersByTime(3000)
    waiting.splice(lost, 1)
    pass()
  }
  expect(two.sizes).toEqual([])
  vi.advanceTimersByTime(3000)
  pass()
  expect(two.sizes).toEqual([1000])
})
