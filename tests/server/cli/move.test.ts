import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openDataFolder } from '../../../server/log/data-folder.ts'
import { entriesOf } from '../../../server/log/fold-log.ts'
import { folderStore } from '../../../server/log/folder-store.ts'
import { postgresStore } from '../../../server/log/postgres/store.ts'
import { slides, startOf } from '../../support/polls/entries.ts'
import { newDatabase } from '../../support/processes/postgres.ts'
import { spawnScript } from '../../support/processes/shipped.ts'
import { storeWorkshops } from '../../support/server/stored-workshops.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const move = (from: string, to: string) => spawnScript('server/cli/commands/move.ts', ['--from', from, '--to', to]).ended

/** A data folder with workshops that people voted in, and what is recorded of them. */
async function filled(): Promise<string> {
  const data = join(tempFolder(), 'data')
  openDataFolder(data)
  await storeWorkshops(data, { count: 3, ended: { people: 4, polls: 2 } })
  const store = folderStore(data)
  await store.decks.put({ '2026-09-01-bbbbbb': '/talks/slides.md' })
  await store.owners.put({ '2026-09-01-bbbbbc': 'p:mina' })
  await store.close()
  return data
}

async function contentsOf(store: Awaited<ReturnType<typeof postgresStore>>) {
  try {
    const workshops = await store.log.workshops()
    const entries = await Promise.all(workshops.map(({ id }) => entriesOf(store.log, id)))
    return { workshops, entries, decks: { ...store.decks.read() }, owners: { ...store.owners.read() }, secret: store.secret }
  }
  finally {
    await store.close()
  }
}

describe('npm run move', () => {
  it('copies everything to a database and back, and what has come since when it is done again', async () => {
    const [data, url, back] = [await filled(), await newDatabase(), join(tempFolder(), 'back')]
    const before = await contentsOf(folderStore(data))
    expect(before.entries.flat().length).toBeGreaterThan(20)
    expect(await move(data, url)).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^3 workshops are copied to the database .+\. To go on with them: npm start -- --store "\$DATABASE_URL"\n$/) })
    expect(await contentsOf(await postgresStore(url))).toEqual(before)

    const store = await postgresStore(url)
    await store.log.append(before.workshops[0]!.id, () => slides(2, 50))
    await store.close()
    expect(await move(url, back)).toMatchObject({ code: 0, err: '' })
    const after = await contentsOf(folderStore(back))
    expect(after).toEqual(await contentsOf(await postgresStore(url)))
    expect(after.entries.flat()).toHaveLength(before.entries.flat().length + 2)
    expect(readFileSync(join(back, 'facilitator.key'), 'utf8')).toBe(readFileSync(join(data, 'facilitator.key'), 'utf8'))
    expect(await move(back, url)).toMatchObject({ code: 0, out: expect.stringContaining('0 workshops are copied') })
    // Nothing of it is lost where it came from.
    expect(await contentsOf(folderStore(data))).toEqual(before)
  })

  it('overwrites nothing, and changes nothing where something is there that is not the same', async () => {
    const [data, url] = [await filled(), await newDatabase()]
    expect(await move(data, url)).toMatchObject({ code: 0 })
    const store = folderStore(data)
    await store.log.append('another-room', () => [startOf('another-room')])
    await store.log.append('2026-09-01-bbbbbb', () => slides(1, 7))
    await store.close()
    const database = await postgresStore(url)
    await database.log.append('2026-09-01-bbbbbb', () => slides(1, 8))
    await database.close()
    expect(await move(data, url)).toMatchObject({ code: 1, err: expect.stringMatching(/^✖ There is another workshop 2026-09-01-bbbbbb in the database .+, and nothing is overwritten\./) })
    expect((await contentsOf(await postgresStore(url))).workshops).toHaveLength(3)
    expect(await move(await filled(), url)).toMatchObject({ code: 1, err: expect.stringContaining('has workshops with other keys') })
  })

  it('leaves a workshop as it is that went on where it came to', async () => {
    const [data, url] = [await filled(), await newDatabase()]
    expect(await move(data, url)).toMatchObject({ code: 0 })
    const store = await postgresStore(url)
    await store.log.append('2026-09-01-bbbbbb', () => slides(2, 50))
    await store.decks.put({ '2026-09-01-bbbbbb': '/moved/slides.md' })
    await store.close()
    const source = folderStore(data)
    await source.log.append('2026-09-01-bbbbbc', () => slides(1, 60))
    await source.close()
    const before = await contentsOf(await postgresStore(url))
    expect(await move(data, url)).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^1 workshop is copied to the database .+; 2 were there already\. /) })
    const after = await contentsOf(await postgresStore(url))
    expect(after.decks).toEqual(before.decks)
    expect(after.entries.flat()).toHaveLength(before.entries.flat().length + 1)
  })

  it('refuses a database that a server uses', async () => {
    const [data, url] = [await filled(), await newDatabase()]
    const store = await postgresStore(url)
    const refused = { code: 1, err: expect.stringMatching(/^✖ A server, or a command, uses the database .+ now\. Stop it, and try again\.\n$/) as string }
    expect(await move(data, url)).toMatchObject(refused)
    expect(await move(url, join(tempFolder(), 'other'))).toMatchObject(refused)
    expect(await store.log.workshops()).toEqual([])
    await store.close()
    expect(await move(data, url)).toMatchObject({ code: 0 })
  })

  it('says what is wrong with where it is to read from, or to write to, without a password', async () => {
    expect(await move(join(tempFolder(), 'none'), 'postgres://a:secret-word@127.0.0.1:1/b')).toMatchObject({ code: 1, err: expect.stringMatching(/^✖ There is no workshop in .+none yet\./) })
    const { code, err } = await move(await filled(), 'postgres://a:secret-word@127.0.0.1:1/b')
    expect([code, err]).toEqual([1, '✖ Cannot use the database b at 127.0.0.1:1: nothing answers there. Start PostgreSQL, or correct the address.\n'])
  })
})
