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
  /** For so many milliseconds everything comes so much later, in order. */
  delay: (by: number, ms: number) => Promise<void>
  close: () => void
}

export async function startTcpFaults(to: number): Promise<TcpFaults> {
  const open = new Set<Socket>()
  let isHanging = false
  let late = 0
  const carry = (from: Socket, into: Socket) => {
    open.add(from)
    from.on('error', () => {}).on('close', () => {
      open.delete(from)
      into.destroy()
    })
    // What was delayed keeps its place before what comes after.
    let before = Promise.resolve()
    from.on('data', (bytes) => {
      if (isHanging)
        return
      const by = late
      before = before.then(() => by > 0 ? pass(by) : undefined).then(() => void (into.writable && into.write(bytes)))
    })
  }
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ port: to, host: '127.0.0.1', noDelay: true })
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
