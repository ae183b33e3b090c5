import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** A port that nobody listens on, for a tool that takes no 0. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
