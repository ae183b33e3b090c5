import type { Instrument } from '../../support/instruments/instrument.ts'
import type { Place } from '../../support/secret.ts'
import type { Served } from '../../support/server/with-server.ts'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import WebSocket from 'ws'
import { facilitatorToken } from '../../../server/access/auth.ts'
import { pagesFolder } from '../../../server/build/build.ts'
import { paths } from '../../../server/paths.ts'
import { browseWorkshop } from '../../support/browser/browse.ts'
import { atLeast, none, told } from '../../support/instruments/instrument.ts'
import { filesIn, insidePdf, placesOf } from '../../support/secret.ts'
import { rawRequest } from '../../support/server/raw-http.ts'
import { everythingIn, messagesAbout, pollsInStates, sendAll, wrongCookie } from '../../support/server/role-messages.ts'
import { connectWire } from '../../support/server/wire.ts'
import { withServer } from '../../support/server/with-server.ts'

/** Printing takes its time; it is asked for once, for what is in it. */
const PDF = '/facilitator/api/export.pdf'

export const roles: Instrument = {
  name: 'roles',
  about: 'nobody does what is not theirs; the facilitator\'s secret is nowhere. --rounds 0: without browser and PDF',
  run: ({ rounds = 1, mutant, tell }) => withServer({ mutant }, async (server) => {
    const { url, cookie, data, signInPage } = server
    const seen: Place[] = [{ where: 'the sign-in page', bytes: signInPage }]
    const onFrame = (frame: string) => void seen.push({ where: 'a message', bytes: frame })
    const polls = await pollsInStates(server)
    const before = await everythingIn(url, cookie)

    const refused = await sendAll(url, cookie, polls, false, onFrame)
    const outsiders = await outside(server, messagesAbout(polls.open!))
    const doors = await knock(server, seen)
    const after = await everythingIn(url, cookie)
    tell(`${refused.sent} forbidden messages, ${doors.asked} requests`)

    if (rounds > 0) {
      tell('phone, projector and presenter in a browser, and the PDF')
      const { pages, urls, joinCode } = await browseWorkshop(server)
      seen.push(...pages.map(({ name, html }) => ({ where: `the ${name}'s page`, bytes: html })), { where: 'the addresses that browsers asked for', bytes: urls.join('\n') }, { where: 'the join code', bytes: joinCode ?? '' })
      doors.wrong.push(...joinCode?.startsWith(`${server.joinUrl}/`) ? [] : [`the join code says ${joinCode}`])
      const pdf = await fetch(`${url}${server.place}${PDF}?hidden=1`, { headers: { cookie } })
      seen.push(...await insidePdf('the PDF', new Uint8Array(await pdf.arrayBuffer())))
    }
    const permitted = await sendAll(url, cookie, polls, true, onFrame)
    seen.push(
      { where: 'the results', bytes: before.results },
      ...filesIn(data, ['facilitator.key']),
      ...filesIn(pagesFolder(paths.root)),
    )
    const secret = readFileSync(join(data, 'facilitator.key'), 'utf8').trim()
    const secrets = { secret, cookie: facilitatorToken(secret) }
    // The banner has to hold the link; nothing else does.
    const code = { 'used link': server.signInUrl.split('/').at(-1)! }
    const output = [{ where: 'the output', bytes: server.output.out + server.output.err }]
    return [
      none('forbidden messages that were not answered `not_allowed`', refused.wrong),
      none('connections and frames of strangers that were let in', outsiders),
      none('requests without the cookie that were not refused, or with it that were', doors.wrong),
      none('differences in what the facilitator sees after all that', before.welcome.room.rev === after.welcome.room.rev && JSON.stringify(before) === JSON.stringify(after) ? [] : ['the state has changed']),
      none('permitted messages that were answered `not_allowed`', permitted.wrong),
      none('places where the secret or a used link stands', [...placesOf({ ...secrets, ...code }, seen), ...placesOf(secrets, output)]),
      atLeast('places looked at', seen.length, 100),
      told('messages sent, forbidden and permitted', `${refused.sent} and ${permitted.sent}`),
    ]
  }),
}

/** Who may not connect as what they say, or has not said who they are. */
async function outside({ url, port, cookie }: Served, messages: ReturnType<typeof messagesAbout>): Promise<string[]> {
  const wrong: string[] = []
  for (const given of [undefined, wrongCookie(cookie), wrongCookie(cookie, '')]) {
    await connectWire(url, { role: 'facilitator', ...given && { cookie: given } }).then(
      () => wrong.push(`facilitator with ${given ?? 'no cookie'}`),
      (error: Error) => error.message === 'not_allowed' || wrong.push(error.message),
    )
  }
  for (const message of messages) {
    const socket = new WebSocket(`ws://localhost:${port}/socket.io/?EIO=4&transport=websocket`)
    const frames: string[] = []
    socket.on('message', (data: { toString: () => string }) => {
      frames.push(data.toString())
      if (frames.length === 1)
        socket.send(`420${JSON.stringify(['command', message])}`)
    })
    // The server ends a connection that speaks before it has said who it is.
    await new Promise(resolve => socket.once('close', resolve))
    wrong.push(...frames.slice(1).map(frame => `${message.type} unconnected: ${frame}`))
  }
  const { status } = await rawRequest(port, { method: 'POST', path: '/socket.io/?EIO=4&transport=polling&sid=nobodys' })
  return status === 400 ? wrong : [...wrong, `a session that is nobody's: ${status}`]
}

/** Every path of the facilitator, with and without the cookie. Answers with it go to `seen`. */
async function knock({ port, place, cookie }: Served, seen: Place[]): Promise<{ asked: number, wrong: string[] }> {
  const files = filesIn(join(pagesFolder(paths.root), 'facilitator')).map(({ where }) => `/facilitator/${where}`)
  const api = [...readFileSync(join(paths.root, 'server/web/api.ts'), 'utf8').matchAll(/api\.\w+\('([^']+)'/g)].map(([, path]) => `/facilitator/api${path}`)
  const doors = ['/facilitator', '/facilitator/', '/facilitator/1', '/facilitator/presenter/1', '/facilitator/api/nothing', ...api, ...files]
  const wrong: string[] = []
  let asked = 0
  const ask = async (method: string, path: string, given?: string) => {
    asked++
    return rawRequest(port, { method, path, headers: given ? { Cookie: given } : {} })
  }
  for (const door of doors) {
    const path = place + door
    for (const method of ['GET', 'HEAD', 'POST']) {
      for (const given of [undefined, wrongCookie(cookie), `workshop_attendee=somebody; ${wrongCookie(cookie, '')}`]) {
        const { status } = await ask(method, path, given)
        // Too many wrong cookies in a short time are a guess.
        if (status !== 401 && !(given && status === 429))
          wrong.push(`${method} ${path} with ${given ?? 'no cookie'}: ${status}`)
      }
      if (door === PDF)
        continue
      const { status, bytes } = await ask(method, path, cookie)
      seen.push({ where: `${method} ${path}`, bytes })
      if (status === 401 || status === 429 || status >= 500)
        wrong.push(`${method} ${path} with the cookie: ${status}`)
    }
  }
  for (const given of [undefined, cookie]) {
    const { bytes } = await ask('GET', '/facilitate/sign-in/unknown', given)
    seen.push({ where: 'the page of an unknown link', bytes })
  }
  return { asked, wrong }
}
