import type { PhoneTab } from '../browser/phone-tab.ts'
import type { TestClient } from '../server/test-client.ts'
import type { TestServer, TestServerOptions } from '../server/test-server.ts'
import type { Proxy, ProxyChanges, ProxyName } from './proxies.ts'
import process from 'node:process'
import { onTestFinished } from 'vitest'
import { PROTOCOL_VERSION } from '../../../core/protocol/version.ts'
import { currentRound, FACILITATOR } from '../../../core/workshop.ts'
import { TEST_PAGES } from '../browser/pages.ts'
import { createStorage, openTab } from '../browser/phone-tab.ts'
import { choice } from '../polls/polls.ts'
import { agentOption, connect } from '../server/test-client.ts'
import { attendeeCookie, startTestServer } from '../server/test-server.ts'
import { PUBLIC_URL } from './documented.ts'
import { agentOf } from './outside.ts'
import { startProxy } from './proxies.ts'

const { origin: ORIGIN } = new URL(PUBLIC_URL)

/** A server behind a proxy, with a vote that is open. */
export interface Behind {
  server: TestServer
  proxy: Proxy
  /** The path of its workshop at the public address, such as `/votes/bcdfgh`. */
  place: string
  /** The ballots of that vote. */
  counted: () => unknown[]
  /** A phone at the public address, which connects in one way only. */
  phone: (name: string, transport: 'websocket' | 'polling', origin?: string) => Promise<TestClient>
  /** The phone's page without its looks, which finds a way by itself; it closes with the test. */
  tab: (name: string) => PhoneTab
}

export async function startBehind(name: ProxyName, changes: ProxyChanges = {}, options: TestServerOptions = {}): Promise<Behind> {
  const server = await startTestServer({ publicUrl: changes.ownsHost ? ORIGIN : PUBLIC_URL, trustProxy: changes.renamesHost ?? false, dist: process.env[TEST_PAGES]!, ...options })
  const proxy = await startProxy(name, server.port, changes)
  await server.room.submit(FACILITATOR, { type: 'slide:show', id: 'show-0001', no: 2, clicks: 0, poll: choice.id })
  const place = new URL(server.place).pathname
  return {
    server,
    proxy,
    place,
    counted: () => [...currentRound(server.room.workshop.polls.get(choice.id)!).ballots.values()],
    phone: (name, transport, origin = ORIGIN) => connect(ORIGIN, 'attendee', {
      agent: agentOf(proxy),
      headers: { origin },
      cookie: attendeeCookie(name),
      transport,
      path: `${proxy.path}/socket.io/`,
      auth: { role: 'attendee', v: PROTOCOL_VERSION, workshop: place.split('/').at(-1) },
    }),
    tab(name) {
      const tab = openTab({ url: ORIGIN, cookie: attendeeCookie(name), storage: createStorage(), options: { place, extraHeaders: { origin: ORIGIN }, ...agentOption(agentOf(proxy)) } })
      onTestFinished(() => tab.close())
      return tab
    },
  }
}
