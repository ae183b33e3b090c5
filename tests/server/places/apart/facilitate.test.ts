import type { Visitor } from '../../../support/server/workshop-visitors.ts'
import { describe, expect, it } from 'vitest'
import { entriesOf } from '../../../../server/log/fold-log.ts'
import { createFacilitate } from '../../../../server/web/facilitate/routes.ts'
import { picks } from '../../../support/polls/answers.ts'
import { choice } from '../../../support/polls/polls.ts'
import { routesOf } from '../../../support/server/routes.ts'
import { attendeeCookie, startTestServer } from '../../../support/server/test-server.ts'
import { visitorsOf } from '../../../support/server/workshop-visitors.ts'

const IDS = ['2026-11-23-bbbbbb', '2026-11-23-cccccc', '2026-11-23-dddddd'] as const
const [A, B, C] = IDS
const visitors = visitorsOf(IDS).map(visitor => [visitor.name, visitor] as const)

/** What is done with one workshop, and what its form has. */
const ACTIONS: Record<string, Record<string, string>> = {
  'GET open': {},
  'POST rename': { title: 'Renamed' },
  'POST end': {},
  'POST reopen': {},
  'POST compare': { with: A },
  'POST invite': {},
  'GET delete': {},
  'POST delete': {},
}
/** They are for hosts and for whoever started the workshop. */
const OF_OWNERS = ['POST delete']

async function threeWorkshops() {
  const [first, ...others] = IDS.map(workshop => ({ start: { workshop, title: `Title of ${workshop.at(-1)}` } }))
  const server = await startTestServer({ ...first, others, monotonic: () => 0 })
  // The first one has something to compare with.
  for (const [by, command] of [
    ['facilitator', { type: 'poll:open', poll: choice.id }],
    ['a:ann', { type: 'ballot:cast', poll: choice.id, round: `${choice.id}#1`, answer: picks('a') }],
    ['facilitator', { type: 'poll:close', poll: choice.id }],
    ['facilitator', { type: 'poll:reveal', poll: choice.id }],
  ] as const)
    expect(await server.room.submit(by, { id: `command-${command.type}`.replace(':', '-'), ...command } as Parameters<typeof server.room.submit>[1])).toEqual({ ok: true })
  const send = (action: string, id: string, { cookies }: Visitor, form = ACTIONS[action]!) => {
    const [method, path] = action.split(' ') as [string, string]
    const headers = { cookie: [attendeeCookie('visitor'), ...cookies].join('; '), accept: 'application/json', origin: server.url }
    return fetch(`${server.url}/facilitate/${path}/${id}`, { method, headers, redirect: 'manual', ...method === 'POST' && { body: new URLSearchParams(form) } })
  }
  const state = async () => JSON.stringify(await Promise.all((await server.log.workshops()).map(async ({ id }) => [id, ...await entriesOf(server.log, id)])))
  return { ...server, send, state }
}

it('all actions on one workshop are known', () => {
  const router = createFacilitate({ site: { path: '' }, places: {}, workshops: {}, decks: {}, auth: {}, openId: null } as unknown as Parameters<typeof createFacilitate>[0])
  const known = routesOf(router).filter(({ path }) => path.endsWith('/id')).map(({ method, path }) => `${method} ${path.split('/')[1]}`)
  expect([...new Set(known)]).toEqual(Object.keys(ACTIONS))
})

describe.each(visitors)('at the home page, %s', (_, visitor) => {
  it.each(Object.keys(ACTIONS))('does `%s` with their own workshops, and changes and learns nothing of others', async (action) => {
    const { send, state, catalog } = await threeWorkshops()
    for (const id of [B, C, A]) {
      const before = await state()
      if (action === 'POST reopen' && visitor.runs.includes(id))
        await send('POST end', id, visitor)
      const form = { ...ACTIONS[action], ...action === 'POST compare' && !visitor.runs.includes(A) && { with: 'none' } }
      const response = await send(action, id, visitor, form)
      const text = await response.text()
      const isHost = visitor.name === 'a host'
      if (visitor.runs.includes(id) && (isHost || !OF_OWNERS.includes(action))) {
        // The first one cannot be compared with itself.
        const isItself = form.with === id
        expect([id, response.status, isItself]).toEqual([id, isItself ? 409 : action === 'GET open' ? 303 : 200, isItself])
        expect(catalog.list().some(one => one.id === id)).toBe(action !== 'POST delete')
      }
      else {
        expect([id, response.status]).toEqual([id, visitor.runs.includes(id) ? 409 : 401])
        expect(await state()).toBe(before)
        expect(text).not.toMatch(/Title of|2026-11-23-/)
        expect(response.headers.getSetCookie()).toEqual([])
      }
    }
  })

  it('compares with a workshop only if they run it as well, and is told the same of one that there is not', async () => {
    const { send, state } = await threeWorkshops()
    for (const id of [B, C].filter(id => visitor.runs.includes(id))) {
      const before = await state()
      const compare = async (other: string) => {
        const response = await send('POST compare', id, visitor, { with: other })
        return [response.status, ((await response.json()) as { message?: string }).message]
      }
      const none = await compare('2026-11-23-zzzzzz')
      expect(none).toEqual([409, 'There is no such workshop to compare with. Choose one of your list.'])
      for (const other of IDS.filter(other => !visitor.runs.includes(other)))
        expect(await compare(other)).toEqual(none)
      expect(await state()).toBe(before)
      if (visitor.runs.includes(A))
        expect(await compare(A)).toEqual([200, undefined])
    }
  })
})
