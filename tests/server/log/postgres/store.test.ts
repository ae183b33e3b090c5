import { expect, it, onTestFinished } from 'vitest'
import { createAuth } from '../../../../server/access/auth.ts'
import { postgresStore } from '../../../../server/log/postgres/store.ts'
import { ask, newDatabase } from '../../../support/processes/postgres.ts'

const DAY_MS = 24 * 3600 * 1000

async function open(url: string) {
  const store = await postgresStore(url)
  onTestFinished(store.close)
  return store
}

it('a server that has fallen behind takes nothing back of what is kept of a workshop', async () => {
  const url = await newDatabase()
  const [one, two] = [await open(url), await open(url)]
  const summary = (length: number, title: string) => JSON.stringify({ id: 'one', title, length })
  const known = () => two.refresh().then(two.summaries.read)
  await one.summaries.put({ one: summary(12, 'Ended') })
  await two.summaries.put({ one: summary(9, 'A title with "length":99'), two: summary(1, 'New') })
  expect(await known()).toEqual({ one: summary(12, 'Ended'), two: summary(1, 'New') })
  await two.summaries.put({ one: summary(12, 'Renamed') })
  expect(await known()).toMatchObject({ one: summary(12, 'Renamed') })
  await ask(url, 'UPDATE workshop.record SET value = \'damaged\' WHERE key = \'one\'')
  await two.summaries.put({ one: summary(3, 'Repaired') })
  expect(await known()).toMatchObject({ one: summary(3, 'Repaired') })
})

it('used links are forgotten a day after their end, and none that may still be good', async () => {
  const url = await newDatabase()
  const { links, secret } = await open(url)
  const madeAgo = (ms: number, workshop?: string) => createAuth(secret, undefined, links, () => Date.now() - ms).newSignInPath(workshop).split('/').at(-1)!
  const old = [madeAgo(2.1 * DAY_MS), madeAgo(1.1 * DAY_MS, 'one')]
  const good = [madeAgo(0), madeAgo(1.9 * DAY_MS), madeAgo(DAY_MS, 'one'), 'of-no-known-form']
  await Promise.all([...old, ...good].map(links.take))
  await open(url)
  const isUsed = (all: string[]) => Promise.all(all.map(links.isUsed))
  expect(await isUsed(old)).toEqual([false, false])
  expect(await isUsed(good)).toEqual([true, true, true, true])
})
