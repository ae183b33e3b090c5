import type { AddressInfo, Socket } from 'node:net'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'

/** A network between a phone and the server that can go and come back, for browsers that cannot be told to be offline. */
export interface CutProxy {
  url: string
  cut: () => void
  restore: () => void
  close: () => void
}

/** @param port of the server on this machine */
export async function startCutProxy(port: number): Promise<CutProxy> {
  const open = new Set<Socket>()
  let isCut = false
  const end = () => open.forEach(socket => socket.destroy())
  const proxy = createServer((phone) => {
    if (isCut)
      return void phone.destroy()
    const server = connect(port, 'localhost')
    for (const [from, to] of [[phone, server], [server, phone]] as const) {
      open.add(from)
      // Whichever end is gone, the other one is told so by its own end.
      from.on('error', () => {}).on('close', () => open.delete(from) && to.destroy())
      from.pipe(to)
    }
  }).listen(0, 'localhost')
  await once(proxy, 'listening')
  return {
    url: `http://localhost:${(proxy.address() as AddressInfo).port}`,
    cut() {
      isCut = true
      end()
    },
    restore: () => isCut = false,
    close() {
      proxy.close()
      end()
    },
  }
}
