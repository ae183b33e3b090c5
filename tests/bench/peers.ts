import type { Command } from '../../core/commands/commands.ts'
import type { Down } from '../../core/protocol/down.ts'
import type { Shipped, ShippedOptions } from '../support/processes/shipped.ts'
import type { Wire } from '../support/server/wire.ts'
import { once } from 'node:events'
import WebSocket from 'ws'
import { dataFolder } from '../support/data-folder.ts'
import { picks } from '../support/polls/answers.ts'
import { signIn, spawnScript, startCommand, startShipped } from '../support/processes/shipped.ts'
import { storeWorkshops } from '../support/server/stored-workshops.ts'
import { connectWire, newId } from '../support/server/wire.ts'

/** The poll that is voted on, and what it offers. */
export const POLL = 'opening'
const OPTIONS = ['ship-faster', 'break-less', 'less-toil', 'spend-less', 'safer', 'curious']

/** Somebody with a connection. */
export interface Voter {
  /** Votes, and resolves with the answer. */
  vote: () => Promise<unknown>
  terminate: () => void
}

/** A server that is measured, in a process of its own, and how to get connections to it. */
export interface Peer {
  pid: number
  /** @param atOnce all in the same moment, instead of a hundred at a time */
  connect: (count: number, atOnce?: boolean) => Promise<Voter[]>
  /** Resolves when the process has ended. */
  stop: () => Promise<unknown>
}

export interface OurPeer extends Peer {
  server: Shipped
  facilitator: Wire
  /** A ballot in the round that is open; `turn` says for which option. */
  ballot: (turn: number) => Command
  connect: (count: number, atOnce?: boolean) => Promise<(Voter & { wire: Wire })[]>
}

/** The shipped server, with voting open. */
export async function ours(options: Partial<ShippedOptions> = {}): Promise<OurPeer> {
  const folder = dataFolder()
  const server = await startShipped({ data: folder.path, ...options })
  const facilitator = await connectWire(server.url, { role: 'facilitator', cookie: await signIn(server) })
  await facilitator.send({ type: 'slide:show', id: newId(), no: 2, clicks: 0, poll: POLL })
  // After a restart it is open already, and nothing changes.
  const isOpen = ({ def, voting }: Down<'poll'>) => def.id === POLL && voting === 'open'
  const { round } = (await facilitator.until('welcome')).polls.find(isOpen) ?? await facilitator.until('poll', isOpen)
  // As with the references, nobody has to ask what address a name has.
  const address = `http://127.0.0.1:${server.port}`
  const ballot = (turn: number): Command => ({ type: 'ballot:cast', id: newId(), poll: POLL, round, answer: picks(OPTIONS[turn % OPTIONS.length]!) })
  return {
    server,
    facilitator,
    ballot,
    pid: server.pid,
    connect: (count, atOnce) => inHundreds(count, atOnce, async (index) => {
      const wire = await connectWire(address, { attendee: index })
      let turn = 0
      return { wire, vote: () => wire.send(ballot(turn++)), terminate: wire.terminate }
    }),
    stop() {
      server.signal('SIGKILL')
      return server.ended.finally(folder.remove)
    },
  }
}

export interface ManyPeer extends Peer {
  /** Opens a panel and a screen in each workshop. */
  watch: () => Promise<void>
}

/** The shipped server with so many workshops, with voting open in each; phones are dealt out among them. */
export async function workshops(count: number, options: Partial<ShippedOptions> = {}): Promise<ManyPeer> {
  const folder = dataFolder()
  const codes = await storeWorkshops(folder.path, { count })
  const server = await startShipped({ data: folder.path, ...options })
  const cookie = await signIn(server)
  const address = `http://127.0.0.1:${server.port}`
  const panel = (workshop: string) => connectWire(address, { role: 'facilitator', workshop, cookie })
  for (const code of codes) {
    const facilitator = await panel(code)
    await facilitator.send({ type: 'slide:show', id: newId(), no: 2, clicks: 0, poll: POLL })
    facilitator.close()
    await facilitator.closed
  }
  const ballot = (turn: number): Command => ({ type: 'ballot:cast', id: newId(), poll: POLL, round: `${POLL}#1`, answer: picks(OPTIONS[turn % OPTIONS.length]!) })
  return {
    pid: server.pid,
    connect: (count, atOnce) => inHundreds(count, atOnce, async (index) => {
      const wire = await connectWire(address, { attendee: index, workshop: codes[index % codes.length]! })
      let turn = 0
      return { vote: () => wire.send(ballot(turn++)), terminate: wire.terminate }
    }),
    async watch() {
      for (const code of codes)
        await Promise.all([panel(code), connectWire(address, { role: 'screen', workshop: code })])
    },
    stop() {
      server.signal('SIGKILL')
      return server.ended.finally(folder.remove)
    },
  }
}

/** A bare `ws` server; it is sent what ours is sent. */
export async function echo(): Promise<Peer> {
  const { pid, url, stop } = await reference('echo')
  return {
    pid,
    stop,
    connect: (count, atOnce) => inHundreds(count, atOnce, async (index) => {
      const socket = new WebSocket(url, { perMessageDeflate: false })
      await once(socket, 'open')
      return {
        terminate: () => socket.terminate(),
        vote() {
          socket.send(`42${index}${JSON.stringify(['command', { type: 'ballot:cast', id: newId(), poll: POLL, round: `${POLL}#12`, answer: picks(OPTIONS[index % OPTIONS.length]!) }])}`)
          return once(socket, 'message')
        },
      }
    }),
  }
}

/** A Socket.IO server: a first draft of a poll that tells everybody of every vote, or one that does nothing with them. */
export async function socketIo(name: 'naive' | 'plain'): Promise<Peer> {
  const { pid, url, stop } = await reference('socket-io', name)
  return {
    pid,
    stop,
    connect: (count, atOnce) => inHundreds(count, atOnce, async () => {
      const wire = await connectWire(url)
      let turn = 0
      return { vote: () => wire.send({ type: 'ballot:cast', id: newId(), poll: POLL, round: POLL, answer: picks(OPTIONS[turn++ % OPTIONS.length]!) }), terminate: wire.terminate }
    }),
  }
}

async function reference(name: string, ...args: string[]): Promise<{ pid: number, url: string, stop: () => Promise<unknown> }> {
  // With the same options of the interpreter: it is the code that is compared.
  const server = spawnScript(`tests/bench/servers/${name}.ts`, args, { flags: startCommand().flags })
  const port = /listening (\d+)/.exec(await server.says(/listening \d+/))![1]
  return {
    pid: server.pid,
    url: `http://127.0.0.1:${port}`,
    stop() {
      server.signal('SIGKILL')
      return server.ended
    },
  }
}

async function inHundreds<Each>(count: number, atOnce = false, make: (index: number) => Promise<Each>): Promise<Each[]> {
  const made: Each[] = []
  const step = atOnce ? count : 100
  for (let from = 0; from < count; from += step)
    made.push(...await Promise.all(Array.from({ length: Math.min(step, count - from) }, (_, index) => make(from + index))))
  return made
}
