import { expect, it } from 'vitest'
import { allowWakeLockRefusal } from '../../setup/wake-lock.ts'

/** A browser that makes the object for whoever asks, as WebKit does. */
function navigatorWith(answer: () => Promise<unknown>): Navigator {
  const locks = { request: answer }
  return {
    get wakeLock() {
      return Object.create(locks)
    },
  } as Navigator
}

it('a refused wake lock is an answer, not a fault', async () => {
  const refusing = navigatorWith(() => Promise.reject(new DOMException('Permission was denied', 'NotAllowedError')))
  allowWakeLockRefusal(refusing)
  await expect(refusing.wakeLock.request('screen')).resolves.toBeNull()
})

it('a wake lock that is given is passed on', async () => {
  const giving = navigatorWith(() => Promise.resolve('the lock'))
  allowWakeLockRefusal(giving)
  await expect(giving.wakeLock.request('screen')).resolves.toBe('the lock')
})

it('a browser without wake locks is left alone', () => {
  expect(() => allowWakeLockRefusal({} as Navigator)).not.toThrow()
})
