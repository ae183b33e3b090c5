import type { Entry } from '../../../core/entry.ts'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SERVER } from '../../../core/workshop.ts'
import { postgresLog } from '../../../server/log/postgres/postgres.ts'
import { sqliteLog } from '../../../server/log/sqlite.ts'
import { startOf } from '../../support/polls/entries.ts'
import { newDatabase } from '../../support/processes/postgres.ts'
import { startWorkshop } from '../../support/processes/terminal.ts'
import { tempFolder } from '../../support/temp-folder.ts'

describe('npm start -- --delete-after', () => {
  const daysAgo = (days: number) => Date.now() - days * 24 * 3600 * 1000
  const ended = (at: number): Entry => ({ at, by: SERVER, command: { type: 'workshop:end', id: 'command-end' } })
  const stored = async (...workshops: [id: string, entries: Entry[]][]): Promise<string> => {
    const data = tempFolder()
    const log = sqliteLog(join(data, 'workshops.sqlite'))
    for (const [id, entries] of workshops)
      await log.append(id, () => entries)
    await log.close()
    return data
  }
  const workshopsIn = async (data: string) => {
    const { workshops, close } = sqliteLog(join(data, 'workshops.sqlite'), { readOnly: true })
    const ids = (await workshops()).map(({ id }) => id)
    await close()
    return ids
  }
  const filesWith = (data: string, text: string) => readdirSync(data).filter(name => readFileSync(join(data, name)).includes(text))

  it('deletes the workshops whose last entry is older, and says so', async () => {
    const data = await stored(
      ['ancient-room', [startOf('ancient-room', daysAgo(300)), ended(daysAgo(200))]],
      ['older-room', [startOf('older-room', daysAgo(120)), ended(daysAgo(91))]],
      ['recent-room', [startOf('recent-room', daysAgo(120)), ended(daysAgo(89))]],
    )
    writeFileSync(join(data, 'decks.json'), '{"older-room":"/talks/slides.md"}')
    expect(filesWith(data, 'older-room')).toEqual(['decks.json', 'workshops.sqlite'])
    const server = await startWorkshop(data, '--delete-after', '90')
    await server.says(/^ {2}Deletes workshops 90 days after their last entry: 2 deleted now\.$/m)
    expect(await workshopsIn(data)).toEqual(['recent-room', expect.stringMatching(/^\d{4}-/)])
    for (const trace of ['ancient-room', 'older-room'])
      expect(filesWith(data, trace), trace).toEqual([])
  })

  it('keeps the one that goes on, whether it is the open one or a named one', async () => {
    const twoOld = () => stored(['older-room', [startOf('older-room', daysAgo(100)), ended(daysAgo(100))]], ['open-room', [startOf('open-room', daysAgo(100))]])
    const data = await twoOld()
    const server = await startWorkshop(data, '--delete-after', '90')
    await server.says(/open-room, going on where it was[\s\S]+1 deleted now/)
    expect(await workshopsIn(data)).toEqual(['open-room'])
    const other = await twoOld()
    const named = await startWorkshop(other, '--delete-after', '90', '--workshop', 'older-room')
    await named.says(/older-room, going on where it was[\s\S]+1 deleted now/)
    expect(await workshopsIn(other)).toEqual(['older-room'])
  })

  it('keeps all that are open, where there are several', async () => {
    const data = await stored(
      ['early-room', [startOf('early-room', daysAgo(200))]],
      ['older-room', [startOf('older-room', daysAgo(120)), ended(daysAgo(120))]],
      ['later-room', [startOf('later-room', daysAgo(100))]],
    )
    const server = await startWorkshop(data, '--delete-after', '90', '--new')
    await server.says(/1 deleted now/)
    expect(await workshopsIn(data)).toEqual(['early-room', 'later-room', expect.stringMatching(/^\d{4}-/)])
  })

  it('deletes the open one too if a new one starts', async () => {
    const data = await stored(['open-room', [startOf('open-room', daysAgo(100))]])
    const server = await startWorkshop(data, '--delete-after', '90', '--new')
    await server.says(/1 deleted now/)
    expect(await workshopsIn(data)).toEqual([expect.stringMatching(/^\d{4}-/)])
    expect(server.output.err).toBe('')
  })

  it('deletes none that is open on a database, where another server may have it', async () => {
    const database = await newDatabase()
    const log = await postgresLog(database)
    await log.append('open-room', () => [startOf('open-room', daysAgo(100))])
    const server = await startWorkshop(undefined, '--store', database, '--delete-after', '90', '--new')
    await server.says(/0 deleted now/)
    expect((await log.workshops()).map(({ id }) => id)).toContain('open-room')
    await log.close()
  })

  it('deletes nothing if it is not given', async () => {
    const data = await stored(['ancient-room', [startOf('ancient-room', 0), ended(0)]])
    const server = await startWorkshop(data)
    expect(server.output.out).not.toContain('Deletes workshops')
    expect(await workshopsIn(data)).toContain('ancient-room')
  })
})
