import type { Instrument } from '../../support/instruments/instrument.ts'
import type { Served } from '../../support/server/with-server.ts'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import WebSocket from 'ws'
import { relativeTo } from '../../../authoring/slashed.ts'
import { pagesFolder } from '../../../server/build/build.ts'
import { paths } from '../../../server/paths.ts'
import { browseWorkshop } from '../../support/browser/browse.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { atLeast, atMost, none, told } from '../../support/instruments/instrument.ts'
import { randomFrom } from '../../support/polls/random.ts'
import { startShipped } from '../../support/processes/shipped.ts'
import { needTool } from '../../support/processes/tool.ts'
import { placesOf } from '../../support/secret.ts'
import { guess } from '../../support/server/guesses.ts'
import { rawRequest } from '../../support/server/raw-http.ts'
import { everythingIn } from '../../support/server/role-messages.ts'
import { traversals } from '../../support/server/traversals.ts'
import { attendeeCookie } from '../../support/server/wire.ts'
import { withServer } from '../../support/server/with-server.ts'

const POLLING = '/socket.io/?EIO=4&transport=polling'
/** Addresses for documentation, see `server/web/network/own-network.ts`. */
const NOBODY = /203\.0\.113\.1|2001:db8::1/
const CANARY = 'the-bird-in-the-mine'

export const origins: Instrument = {
  name: 'origins',
  about: 'other sites, other paths, guesses and other hosts get nowhere. --clients: guesses. --rounds 0: without browser and strace',
  async run({ clients = 100_000, rounds = 1, seed, mutant, tell }) {
    const temp = dataFolder()
    const guesses = await guessing(clients, mutant)
    tell(`${guesses.made} guesses at ${Math.round(guesses.rate)} a second`)
    const traced = join(temp.path, 'connects')
    if (rounds > 0)
      await needTool('strace', 'strace')
    const through = rounds > 0 ? ['strace', '-D', '-f', '-qq', '-e', 'trace=connect', '-o', traced] : []
    try {
      return await withServer({ mutant, through }, async (server) => {
        const before = await everythingIn(server.url, server.cookie)
        const strangers = await foreign(server)
        const ways = await walkOut(server, rounds > 0 ? 2000 : 500, seed)
        const headers = await headersOf(server)
        await getAll(server)
        const after = await everythingIn(server.url, server.cookie)
        const browsed = rounds > 0 ? [await browseWorkshop(server)] : []
        const elsewhere = browsed.flatMap(({ urls }) => urls).filter(url => !/^(?:data|blob|about):/.test(url) && new URL(url).host !== `localhost:${server.port}`)
        return [
          none('foreign origins and hosts that were let in, or own ones that were not', strangers),
          none('files from outside the built pages', ways.leaks),
          none('faults on the way out', ways.faults),
          told('answers to those requests, by status', ways.statuses),
          none('guesses that hit', guesses.hits),
          atLeast('guesses', guesses.made, clients),
          atMost('wrong links and cookies that were answered, in a second', guesses.answered / Math.max(1, guesses.made / guesses.rate), 25),
          none('harm to the facilitator\'s own link meanwhile', guesses.honest.status === 200 ? [] : [`it was answered ${guesses.honest.status}`]),
          none('headers that are missing or weak', [...headers, ...cookieProblems('the facilitator\'s', guesses.honest.setCookie, 'Strict')]),
          none('changes by reading with the cookie', JSON.stringify(before) === JSON.stringify(after) ? [] : ['the state has changed']),
          ...browsed.flatMap(({ urls, forbidden }) => [
            none('addresses elsewhere that pages asked for', elsewhere),
            atLeast('addresses that pages asked for', urls.length, 50),
            none('what pages wanted and their policy forbade', forbidden),
            none('connections that the server opened', connectsIn(traced)),
          ]),
        ]
      })
    }
    finally {
      temp.remove()
    }
  },
}

async function guessing(count: number, mutant: Parameters<Instrument['run']>[0]['mutant']) {
  const data = dataFolder()
  const server = await startShipped({ data: data.path, mutant })
  try {
    return await guess(server, count)
  }
  finally {
    server.signal('SIGKILL')
    await server.ended
    data.remove()
  }
}

/** Other sites' pages in a browser that holds our cookies, and names that anybody can point at this machine. */
async function foreign({ url, port, place, cookie }: Served): Promise<string[]> {
  const wrong: string[] = []
  const own = { Cookie: `${await attendeeCookie(url, 1)}; ${cookie}` }
  const origins = ['http://evil.example', 'null', `http://localhost:${port + 1}`, 'http://localhost', `http://evil.example:${port}`, `http://localhost:${port}.evil.example`, 'file://', '']
  const hosts = ['evil.example', `evil.example:${port}`, 'localhost.evil.example', '127.0.0.1.evil.example', 'localhost@evil.example', 'evil.localhost;script-src *']
  for (const [name, value, headers] of [
    ...origins.map(origin => ['origin', origin, { Origin: origin }] as const),
    ...hosts.map(host => ['host', host, { Host: host }] as const),
    ...hosts.map(host => ['host and origin', host, { Host: host, Origin: `http://${host}` }] as const),
  ]) {
    const { status } = await rawRequest(port, { path: POLLING, headers: { ...own, ...headers } })
    if (status !== 403)
      wrong.push(`polling, ${name} "${value}": ${status}`)
    const posted = await rawRequest(port, { path: place, method: 'POST', headers: { ...own, ...headers } })
    if (posted.status !== ('Host' in headers ? 421 : 403))
      wrong.push(`POST ${place}, ${name} "${value}": ${posted.status}`)
    const upgraded = await upgrade(port, { ...own, ...headers })
    if (upgraded === 101)
      wrong.push(`WebSocket, ${name} "${value}": ${upgraded}`)
    if ('Host' in headers) {
      for (const path of ['/', `${place}/deck/1`, `${place}/facilitator/`, `${place}/facilitator/api/results.json`]) {
        const page = await rawRequest(port, { path, headers: { ...own, ...headers } })
        if (page.status !== 421)
          wrong.push(`${path}, ${name} "${value}": ${page.status}`)
      }
    }
  }
  for (const host of [`localhost:${port}`, `127.0.0.1:${port}`]) {
    const status = await upgrade(port, { ...own, Host: host, Origin: `http://${host}` })
    if (status !== 101)
      wrong.push(`our own ${host}: ${status}`)
  }
  return wrong
}

function upgrade(port: number, headers: Record<string, string>): Promise<number> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, { headers })
  return new Promise((resolve) => {
    socket.on('error', () => {})
    socket.once('open', () => {
      socket.terminate()
      resolve(101)
    })
    socket.once('unexpected-response', (_, response) => {
      response.destroy()
      resolve(response.statusCode!)
    })
  })
}

/** Tries to read files that are not there to be read. */
async function walkOut({ port, cookie, data }: Served, count: number, seed: number) {
  writeFileSync(join(data, 'canary.txt'), CANARY)
  const built = join(pagesFolder(paths.root), 'phone')
  const targets = ['package.json', 'server/access/auth.ts', relativeTo(built, join(data, 'canary.txt')).replace(/^(?:\.\.\/)+/, ''), join(data, 'canary.txt'), join(data, 'facilitator.key'), '/etc/passwd', 'facilitator/index.html', 'data/facilitator.key', relativeTo(paths.root, join(pagesFolder(paths.root), 'facilitator', 'index.html'))]
  const secret = readFileSync(join(data, 'facilitator.key'), 'utf8').trim()
  const leaks: string[] = []
  const faults: string[] = []
  const statuses: Record<number, number> = {}
  for (const [index, path] of traversals(targets, count, randomFrom(seed)).entries()) {
    const signedIn = index % 2 === 1
    const { status, body } = await rawRequest(port, { path, headers: signedIn ? { Cookie: cookie } : {} })
    statuses[status] = (statuses[status] ?? 0) + 1
    if (status === 0 || status >= 500)
      faults.push(`${path}: ${status}`)
    const found = [
      ...placesOf({ secret, canary: CANARY }, [{ where: path, bytes: body }]),
      ...['"devDependencies"', 'export function createAuth', 'root:x:0', ...signedIn ? [] : ['/facilitator/assets/']].filter(text => body.includes(text)).map(text => `${text} in ${path}`),
    ]
    leaks.push(...found)
  }
  return { leaks, faults, statuses: Object.entries(statuses).map(([status, times]) => `${status}: ${times}`).join(', ') }
}

/** Every kind of answer there is, by what it should have told the browser. */
async function headersOf({ port, place, cookie }: Served): Promise<string[]> {
  const [script] = globSync('assets/*.js', { cwd: join(pagesFolder(paths.root), 'deck') })
  const answers: [path: string, status: number, headers?: Record<string, string>, method?: string][] = [
    ['/', 302],
    [`${place}/`, 200],
    [`${place}/`, 200, {}, 'HEAD'],
    [`${place}/deck/1`, 200],
    [`${place}/deck/${script}`, 200],
    [`${place}/facilitator/presenter/1`, 200, { Cookie: cookie }],
    [`${place}/facilitator/api/results.json`, 200, { Cookie: cookie }],
    ['/deck', 302],
    [`${place}/deck/presenter/1`, 302],
    ['/%', 400],
    ['/facilitate/sign-in/%E0%A4%A', 400],
    [`${place}/facilitator/`, 401],
    ['/nothing', 404],
    ['/nothing', 404, {}, 'POST'],
    ['/facilitate/sign-in/nobodys', 410],
    ['/', 421, { Host: 'evil.example' }],
    [`${place}/deck/${script}`, 416, { Range: 'bytes=999999999-' }],
    [POLLING, 200],
    [`${POLLING}&sid=nobodys`, 400],
    [POLLING, 403, { Origin: 'http://evil.example' }],
  ]
  const wrong: string[] = []
  for (const [path, expected, given = {}, method = 'GET'] of answers) {
    const { status, headers } = await rawRequest(port, { path, method, headers: given })
    const name = `${method} ${path.slice(0, 60)} (${status})`
    const policy = headers['content-security-policy'] ?? ''
    const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? ''
    // A script stands in it.
    // Forms have to name their origin, and files at the root the deck that asks for them.
    const namesItsPage = path.startsWith(`${place}/`) || path.startsWith('/facilitate')
    const isPhone = path === `${place}/` && expected === 200
    const lacks = [
      // Enough links were tried by then.
      status !== expected && !(expected === 410 && status === 429) && `the status ${expected}`,
      headers['x-content-type-options'] !== 'nosniff' && 'nosniff',
      !['no-referrer', ...namesItsPage ? ['same-origin'] : []].includes(headers['referrer-policy']!) && 'a referrer policy',
      !/frame-ancestors 'self'/.test(policy) && 'frame-ancestors',
      !(isPhone ? /^'self' 'sha256-[^' ]+'$/ : /^'self'$/).test(scripts) && `a strict script-src (it is "${scripts}")`,
      headers['x-powered-by'] && 'silence on what it runs on',
    ].filter(Boolean)
    wrong.push(...lacks.map(lack => `${name} lacks ${lack}`))
    for (const line of (headers['set-cookie'] ?? '').split('\n').filter(Boolean))
      wrong.push(...cookieProblems(name, line, 'Lax'))
  }
  return wrong
}

function cookieProblems(whose: string, setCookie: string, sameSite: string): string[] {
  return ['HttpOnly', `SameSite=${sameSite}`, 'Path=/'].filter(wanted => !setCookie.split('; ').includes(wanted)).map(lack => `${whose} cookie lacks ${lack}`)
}

/** Reads everything that can be read with the cookie. */
async function getAll({ port, place, cookie }: Served): Promise<void> {
  for (const path of ['/', `${place}/deck/1`, `${place}/deck/7`, `${place}/facilitator`, `${place}/facilitator/`, `${place}/facilitator/presenter/7`, `${place}/facilitator/7?clicks=2`, `${place}/facilitator/api/results.json?hidden=1`, `${place}/facilitator/api/results.csv`, '/facilitate/sign-in/again', POLLING])
    await rawRequest(port, { path, headers: { Cookie: cookie } })
}

/** Calls of `connect` to an address of the internet, this machine's own included. Asking the system for the way to nobody sends nothing. */
function connectsIn(file: string): string[] {
  return readFileSync(file, 'utf8').split('\n').filter(line => /sa_family=AF_INET/.test(line) && !NOBODY.test(line))
}
