import type { Command } from '../../../../core/commands/commands.ts'
import type { RawResponse } from '../../../support/server/raw-http.ts'
import type { Route } from '../../../support/server/routes.ts'
import type { Visitor } from '../../../support/server/workshop-visitors.ts'
import { describe, expect, it } from 'vitest'
import { entriesOf } from '../../../../server/log/fold-log.ts'
import { writes } from '../../../support/polls/answers.ts'
import { dots, text } from '../../../support/polls/polls.ts'
import { rawRequest } from '../../../support/server/raw-http.ts'
import { routesOf } from '../../../support/server/routes.ts'
import { attendeeCookie, startTestServer } from '../../../support/server/test-server.ts'
import { visitorsOf } from '../../../support/server/workshop-visitors.ts'

const IDS = ['2026-11-23-bbbbbb', '2026-11-23-cccccc', '2026-11-23-dddddd']
const visitors = visitorsOf(IDS)
/** They print, which takes a browser: only whom they are kept from is looked at. */
const PRINTS = ['/facilitator/api/export.pdf', '/facilitator/api/report.zip']

/** A wrong cookie that was tried too often is not looked at. */
const REFUSED = [401, 429]
/** To another address, or nowhere. */
const ELSEWHERE = [301, 302, 303, 308, 400, 404]

/** Three workshops; in the second there is all that only its facilitators may know. */
async function withSecrets() {
  let ms = 0
  const server = await startTestServer({ start: { workshop: IDS[0]! }, others: [{ start: { workshop: IDS[1]! }, seats: 3 }, { start: { workshop: IDS[2]! } }], monotonic: () => ms += 1000 })
  const [second] = server.others
  const { facilitator, attendee, codes } = second!
  const [presenter, ann] = [await facilitator(), await attendee('ann')]
  const does = async (page: typeof ann, command: Omit<Command, 'id'>) => expect(await page.send(command as Command)).toEqual({ ok: true })
  await does(ann, { type: 'seat:claim', code: codes[0] } as Command)
  await does(presenter, { type: 'poll:open', poll: text.id } as Command)
  await does(ann, { type: 'ballot:cast', poll: text.id, round: `${text.id}#1`, answer: writes({ id: 'hidden-post', text: 'Hidden text of ann' }) } as Command)
  await does(presenter, { type: 'action:add', text: 'Fix the tests' } as Command)
  await does(presenter, { type: 'slide:show', no: 7, clicks: 0, poll: null, plan: true } as Command)
  await does(ann, { type: 'action:offer', action: 'action-1', name: 'Offered name' } as Command)
  await does(presenter, { type: 'slide:show', no: 3, clicks: 0, poll: dots.id } as Command)
  return {
    ...server,
    second: second!,
    routes: routesOf((await server.places.byId(IDS[1]!)).handle),
    secrets: [...dots.options.map(({ note }) => note!), 'Hidden text', 'hidden-post', 'Offered name', 'The facilitator build', ...codes, ...codes.map(code => `${code.slice(0, 4)}-${code.slice(4)}`)],
  }
}

/** The routes, the files of the facilitator's build, and paths that there are none for. */
function pathsOf(routes: readonly Route[]): string[] {
  const more = ['/facilitator/', '/facilitator/1', '/facilitator/index.html', '/facilitator/assets/any.js', '/facilitator/api/', '/facilitator/api/nothing', '/facilitator/seats', '/deck/', '/deck/1', '/deck/assets/any.js', '/nothing', '/log', '/workshops.json']
  return [...new Set([...routes.map(({ path }) => path), ...more])]
}

/** Spellings of a path below a workshop's code. */
function spellings(code: string, path: string): string[] {
  return [
    `/${code}${path}`,
    `/${code}${path}?hidden=1`,
    `/${code.toUpperCase()}${path}`,
    `/${code.slice(0, 3)}-${code.slice(3)}${path}`,
    `/${code}/${path}`,
    `//${code}${path}`,
    `/bbbbbb/../${code}${path}`,
    `/${code}/.${path}`,
    `/%${code.charCodeAt(0).toString(16)}${code.slice(1)}${path}`,
    `/${code}${path.replace('/f', '/%66').replace('/d', '/%64')}`,
    `/${code}${path.toUpperCase()}`,
    `/bbbbbb/${code}${path}`,
    `http://localhost/${code}${path}`,
  ]
}

function headersOf({ cookies }: Visitor): Record<string, string> {
  return { Cookie: [attendeeCookie('visitor'), ...cookies].join('; ') }
}

const bodyOf = ({ bytes }: RawResponse) => bytes.toString('utf8')

describe('the paths of a workshop', () => {
  it('are all known, those of its facilitators too', async () => {
    const { routes } = await withSecrets()
    expect(routes.filter(({ path }) => path.startsWith('/facilitator')).length).toBeGreaterThan(10)
    for (const path of ['/', '/results', '/facilitator', '/facilitator/seats/', '/facilitator/seats/1/release', '/facilitator/presenter/1', ...PRINTS])
      expect(routes.map(route => route.path)).toContain(path)
  })

  it.each(visitors.filter(({ runs }) => !runs.includes(IDS[1]!)).map(visitor => [visitor.name, visitor] as const))('give nothing of its facilitators\' to %s', async (_, visitor) => {
    const { port, second, routes, secrets, log } = await withSecrets()
    const before = (await entriesOf(log, second.id)).length
    const wrong: string[] = []
    const knock = async (method: string, path: string, allowed: number[]) => {
      const response = await rawRequest(port, { method, path, headers: { ...headersOf(visitor), Origin: `http://localhost:${port}` } })
      const told = secrets.filter(secret => bodyOf(response).includes(secret))
      if (told.length > 0 || !allowed.includes(response.status))
        wrong.push(`${method} ${path}: ${response.status} ${told}`)
    }
    for (const path of pathsOf(routes)) {
      const whole = `/${second.code}${path}`
      if (path.startsWith('/facilitator')) {
        for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'])
          await knock(method, whole, REFUSED)
        await Promise.all(spellings(second.code, path).map(spelling => knock('GET', spelling, [...REFUSED, ...ELSEWHERE])))
      }
      else {
        await Promise.all([whole, `${whole}?hidden=1`].map(each => knock('GET', each, [200, ...ELSEWHERE])))
      }
    }
    expect(wrong).toEqual([])
    expect((await entriesOf(log, second.id)).length).toBe(before)
  })

  it.each(visitors.filter(({ runs }) => runs.includes(IDS[1]!)).map(visitor => [visitor.name, visitor] as const))('are open to %s, and have what only they may know', async (_, visitor) => {
    const { port, second, routes, secrets } = await withSecrets()
    let all = ''
    for (const path of pathsOf(routes)) {
      if (PRINTS.includes(path) || !path.startsWith('/facilitator'))
        continue
      const response = await rawRequest(port, { path: `/${second.code}${path}?hidden=1`, headers: headersOf(visitor) })
      expect([path, response.status]).not.toEqual([path, 401])
      expect([path, response.status]).not.toEqual([path, 429])
      all += bodyOf(response)
    }
    const elsewhere = ['Offered name', 'hidden-post', ...dots.options.map(({ note }) => note!), ...second.codes]
    expect(secrets.filter(secret => !elsewhere.includes(secret) && !all.includes(secret))).toEqual([])
  })
})

it('a seat is released by those who run the workshop, and nobody else', async () => {
  const { port, second } = await withSecrets()
  const release = (visitor: Visitor) => rawRequest(port, { method: 'POST', path: `/${second.code}/facilitator/seats/1/release`, headers: { ...headersOf(visitor), Origin: `http://localhost:${port}` } })
  const taken = () => [...second.room.workshop.seats.values()].filter(holder => holder !== null).length
  for (const visitor of visitors.filter(({ runs }) => !runs.includes(IDS[1]!)))
    expect([visitor.name, (await release(visitor)).status === 303, taken()]).toEqual([visitor.name, false, 1])
  expect([(await release(visitors.at(-1)!)).status, taken()]).toEqual([303, 0])
})

it('a one-time link for one workshop gives that one alone, once', async () => {
  const { url, second, newSignInPath, port } = await withSecrets()
  const link = newSignInPath(second.id)
  const [cookie] = (await fetch(`${url}${link}`, { method: 'POST', headers: { origin: url } })).headers.getSetCookie()[0]!.split(';')
  const statusAt = async (code: string) => (await rawRequest(port, { path: `/${code}/facilitator/api/results.json`, headers: { Cookie: cookie! } })).status
  expect([await statusAt('bbbbbb'), await statusAt('cccccc'), await statusAt('dddddd')]).toEqual([401, 200, 401])
  const again = await fetch(`${url}${link}`)
  expect([again.status, again.headers.getSetCookie()]).toEqual([410, []])
})
