import type { AddressInfo, Socket } from 'node:net'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { setTimeout as pass } from 'node:timers/promises'

/** A bad connection to a port of this machine, whatever is spoken over it. */
export interface TcpFaults {
  port: number
  /** Ends every connection, in the middle of whatever is said. */
  cut: () => void
  /** For so many milliseconds nothing gets through, both ways, and nothing ends. */
  hang: (ms: number) => Promise<void>
  /** Connections that there are stay open, and nothing gets through them any more. New ones are good. */
  silence: () => void
  /** What is said over connections that there are is kept, and comes through when the returned function is called. New ones are good. */
  hold: () => () => void
  /** From now on so many bytes come back in a second. */
  slow: (bytesPerSecond: number) => void
  /** For so many milliseconds everything comes so much later, in order. */
  delay: (by: number, ms: number) => Promise<void>
  close: () => void
}

export async function startTcpFaults(to: number): Promise<TcpFaults> {
  const open = new Set<Socket>()
  let isHanging = false
  let late = 0
  let speed = Infinity
  const clients = new Set<Socket>()
  const silent = new Set<Socket>()
  /** Resolves when what is said over a connection may come through. */
  const held = new Map<Socket, Promise<void>>()
  const carry = (from: Socket, into: Socket) => {
    open.add(from)
    // What was delayed keeps its place before what comes after.
    let before = Promise.resolve()
    from.on('error', () => {}).on('close', () => {
      open.delete(from)
      if (silent.has(from))
        return
      if (held.has(from))
        void before.then(() => into.end())
      else
        into.destroy()
    })
    from.on('data', (bytes) => {
      if (isHanging || silent.has(from))
        return
      const by = late
      before = before.then(() => held.get(from) ?? (by > 0 ? pass(by) : clients.has(from) || speed === Infinity ? undefined : pass(bytes.length / speed * 1000))).then(() => void (into.writable && into.write(bytes)))
    })
  }
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ port: to, host: '127.0.0.1', noDelay: true })
    clients.add(client.on('close', () => clients.delete(client)))
    carry(client, upstream)
    carry(upstream, client)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = () => open.forEach(socket => socket.resetAndDestroy())
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    async hang(ms) {
      isHanging = true
      await pass(ms)
      isHanging = false
      // What was swallowed is lost: whoever waits for it has to give up.
    },
    slow: bytesPerSecond => void (speed = bytesPerSecond),
    silence: () => open.forEach(socket => silent.add(socket)),
    hold() {
      let release = () => {}
      const released = new Promise<void>(resolve => release = resolve)
      clients.forEach(client => held.set(client, released))
      return release
    },
    async delay(by, ms) {
      late = by
      await pass(ms)
      late = 0
    },
    close() {
      server.close()
      cut()
    },
  }
}
