import type { TestServerOptions } from '../../support/server/test-server.ts'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { ContentError } from '../../../authoring/problem.ts'
import { PROTOCOL_VERSION } from '../../../core/protocol/version.ts'
import { pagesFolder } from '../../../server/build/build.ts'
import { logPath } from '../../../server/log/data-folder.ts'
import { entriesOf } from '../../../server/log/fold-log.ts'
import { folderStore } from '../../../server/log/folder-store.ts'
import { memoryLog } from '../../../server/log/memory.ts'
import { sqliteLog } from '../../../server/log/sqlite.ts'
import { paths } from '../../../server/paths.ts'
import { createCatalog } from '../../../server/places/catalog.ts'
import { startRoom } from '../../../server/rooms/room.ts'
import { UserError } from '../../../server/user-error.ts'
import { choice, workshopStart } from '../../support/polls/polls.ts'
import { startWorkshop } from '../../support/processes/terminal.ts'
import { FACILITATOR_COOKIE, NOON, startTestServer } from '../../support/server/test-server.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const A = '2026-11-23-bbbbbb'
const B = '2026-11-23-cccccc'

/** A server with A open and B closed, which cannot be opened while `broken` has an error. */
async function serverWithBroken(broken: { error?: Error }) {
  const clock = { ms: 0 }
  const faults: unknown[] = []
  const tries: string[] = []
  const server = await startTestServer({
    start: { workshop: A },
    others: [{ start: { workshop: B } }],
    monotonic: () => clock.ms,
    faults,
    beforeLoad(id) {
      tries.push(id)
      if (broken.error)
        throw broken.error
    },
  })
  await server.places.whileClosed(B, async () => {})
  return { ...server, other: server.others[0]!, clock, faults, tries }
}

describe.each([
  ['whose log cannot be read', () => new UserError('Cannot use the workshop log: it is damaged. Move the file away.'), 'it is damaged'],
  ['whose deck does not build', () => new ContentError([{ file: 'slides.md', line: 3, message: 'This is no poll.' }]), 'slides.md:3'],
])('a workshop %s', (_, makeError, why) => {
  it('says so on a plain page that loads itself again, and to its sockets', async () => {
    const { other } = await serverWithBroken({ error: makeError() })
    for (const path of ['/', '/deck/1', '/facilitator', '/nothing']) {
      const response = await fetch(`${other.place}${path}`)
      const page = await response.text()
      expect(response.status).toBe(503)
      expect(Object.fromEntries(response.headers)).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'retry-after': '10', 'refresh': '10' })
      expect(page).toContain('cannot be opened now')
      expect(page).not.toContain(why)
    }
    for (const come of [other.attendee, other.screen, other.facilitator])
      await expect(come()).rejects.toThrow('unavailable')
  })

  it('is listed with its fault, which is told once', async () => {
    const { other, catalog, faults } = await serverWithBroken({ error: makeError() })
    await Promise.all(Array.from({ length: 5 }, () => fetch(other.place)))
    expect(catalog.list().map(({ id, fault }) => [id, fault])).toEqual([[A, undefined], [B, expect.stringContaining(why)]])
    expect(faults.map(String)).toEqual([expect.stringMatching(new RegExp(`The workshop ${B} cannot be opened.*${why}`))])
  })

  it('is in no other workshop\'s way', async () => {
    const { place, other, facilitator, attendee } = await serverWithBroken({ error: makeError() })
    const presenter = await facilitator()
    await fetch(other.place)
    expect((await fetch(`${place}/`)).status).toBe(200)
    expect(await presenter.send({ type: 'poll:open', poll: choice.id })).toEqual({ ok: true })
    await attendee('ann')
  })

  it('is not tried again for ten seconds, and then opened once it can be', async () => {
    const broken: { error?: Error } = { error: makeError() }
    const { other, catalog, clock, tries } = await serverWithBroken(broken)
    const statuses = async () => [(await fetch(`${other.place}/`)).status, tries.length]
    expect(await statuses()).toEqual([503, 1])
    clock.ms += 9_999
    expect(await statuses()).toEqual([503, 1])
    clock.ms += 1
    expect(await statuses()).toEqual([503, 2])
    delete broken.error
    clock.ms += 10_000
    expect(await statuses()).toEqual([200, 3])
    expect(catalog.list().map(({ fault }) => fault)).toEqual([undefined, undefined])
    expect(await statuses()).toEqual([200, 3])
  })
})

it('the only running workshop, which cannot be opened, makes a plain page of the root too', async () => {
  const { url, room, workshops, faults } = await serverWithBroken({ error: new UserError('The deck is gone.') })
  await workshops.end(room)
  for (const path of ['/', '/deck/', '/facilitator/presenter/1', '/picture.png'])
    expect((await fetch(`${url}${path}`)).status).toBe(503)
  expect(faults).toHaveLength(1)
})

it('is in nobody\'s way at the root: the only sound one is led to, and its screens say the short address', async () => {
  const { url, code, other, screen } = await serverWithBroken({ error: new UserError('The deck is gone.') })
  const page = await screen({ auth: { role: 'screen', v: PROTOCOL_VERSION, workshop: code } })
  expect((await page.next('welcome')).room.address).toContain(code)
  await fetch(other.place)
  expect((await page.next('room', ({ address }) => !address.includes(code))).address).toBe('http://join.test')
  expect((await fetch(url, { redirect: 'manual' })).headers.get('location')).toBe(`/${code}`)
})

it('an earlier workshop is nothing for the room of one that cannot be opened', async () => {
  const { url, code, room, workshops, places } = await serverWithBroken({ error: new UserError('The deck is gone.') })
  await workshops.end(room)
  for (let times = 0; times < 2; times++)
    expect((await fetch(url)).status).toBe(503)
  await places.whileClosed(B, () => workshops.endClosed(B))
  expect((await fetch(url, { redirect: 'manual' })).headers.get('location')).toBe(`/${code}`)
})

describe('at the home page, a workshop that cannot be opened', () => {
  async function home(options: TestServerOptions) {
    const server = await startTestServer({ dist: pagesFolder(paths.root), start: { workshop: A }, others: [{ start: { workshop: B } }], faults: [], ...options })
    const as = (path: string, method = 'POST', accept = 'application/json') =>
      fetch(`${server.url}/facilitate${path}`, { method, headers: { cookie: FACILITATOR_COOKIE, origin: server.url, accept }, redirect: 'manual' })
    await server.places.whileClosed(B, async () => {})
    await fetch(server.others[0]!.place)
    return { ...server, as, states: () => server.catalog.list().map(({ id, ended, fault }) => [id, ended, fault !== undefined]).sort() }
  }
  const beforeLoad = () => {
    throw new UserError('The deck is gone.')
  }

  it('is ended and deleted without being opened', async () => {
    const { as, states, log, places } = await home({ beforeLoad })
    expect(states()).toEqual([[A, false, false], [B, false, true]])
    const page = await (await as('', 'GET', 'text/html')).text()
    expect(page).toContain(`action="/facilitate/end/${B}"`)
    expect(page).toContain(`href="/facilitate/delete/${B}"`)
    expect(page).not.toContain(`/rename/${B}`)
    expect((await as(`/end/${B}`)).status).toBe(200)
    expect((await entriesOf(log, B)).at(-1)).toMatchObject({ command: { type: 'workshop:end' } })
    expect(states()).toEqual([[A, false, false], [B, true, true]])
    expect(await (await as(`/end/${B}`)).json()).toMatchObject({ ok: false, message: expect.stringContaining('ended already') })
    expect((await as(`/delete/${B}`, 'GET', 'text/html')).status).toBe(200)
    expect((await as(`/delete/${B}`)).status).toBe(200)
    expect([states(), places.open().map(({ room }) => room.workshop.id)]).toEqual([[[A, false, false]], [A]])
  })

  it('is deleted, and not ended, where its log cannot be read', async () => {
    const log = memoryLog()
    let isBroken = false
    const { as, states } = await home({ log: { ...log, read(id, from) {
      if (isBroken && id === B)
        throw new UserError('The log at /secret/folder is damaged.')
      return log.read(id, from)
    } }, beforeLoad: () => void (isBroken = true) })
    expect(await (await as(`/end/${B}`)).json()).toEqual({ ok: false, message: 'The log of this workshop cannot be read, so it cannot be ended. It can be deleted.' })
    expect((await as(`/delete/${B}`)).status).toBe(200)
    expect(states()).toEqual([[A, false, false]])
  })
})

it('whoever comes while a closed workshop is ended waits for that', async () => {
  const server = await startTestServer({ start: { workshop: A }, others: [{ start: { workshop: B } }] })
  await server.places.whileClosed(B, async () => {})
  const ended = server.places.whileClosed(B, () => server.workshops.endClosed(B))
  expect((await server.places.byId(B)).room.workshop.ended).toBe(true)
  await ended
})

it('a fault of ours is told with its stack', async () => {
  const error = new TypeError('This is undefined.')
  const { other, faults } = await serverWithBroken({ error })
  expect((await fetch(other.place)).status).toBe(503)
  expect(faults).toEqual([expect.any(UserError), error])
})

describe('a workshop whose entries are damaged in the file', () => {
  /** A data folder with A and B, and something else in the place of B's entries. */
  async function damagedFolder(entries: string): Promise<string> {
    const folder = tempFolder()
    const path = logPath(folder)
    const log = sqliteLog(path)
    for (const workshop of [B, A])
      await startRoom(workshopStart({ workshop }), { log, now: () => NOON, onFault: () => {} })
    await log.close()
    const db = new DatabaseSync(path)
    db.prepare('UPDATE batch SET entries = ? WHERE workshop = ?').run(entries, B)
    db.close()
    return folder
  }

  it.each([
    ['no JSON', '[{"at":'],
    ['no entries', '[]'],
    ['no start', '[{"at":0,"by":"server","command":{"type":"poll:open","id":"command-1","poll":"p"}}]'],
    ['a command that nobody knows', '[{"at":0,"by":"server","command":{"type":"poll:explode","id":"command-1"}}]'],
  ])('is listed with its fault from the start, and the others go on: %s', async (_, entries) => {
    const catalog = await createCatalog(folderStore(await damagedFolder(entries)))
    expect(catalog.list().map(({ id, title, fault }) => [id, title, fault])).toEqual([[B, B, expect.stringMatching(/\S/)], [A, 'Test room', undefined]])
    expect([...catalog.running()]).toEqual([A])
  })

  it('keeps no server from starting, and says which workshop it is', async () => {
    const server = await startWorkshop(await damagedFolder('[{"at":'), '--new')
    const response = await fetch(`${server.url}/cccccc`)
    expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('cannot be opened now')])
    expect((await fetch(server.url)).status).toBe(200)
    expect(server.output.err).toMatch(new RegExp(`^✖ The workshop ${B} cannot be opened\\. The entries of ${B} .+ are damaged .+ npm run delete -- --workshop ${B}\\n$`))
  })
})
