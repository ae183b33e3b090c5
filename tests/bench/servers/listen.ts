import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Listens on a free port of this machine, with as long a queue as the server that is measured, and says which it is. */
export function listen(http: Server): void {
  http.listen({ host: '127.0.0.1', port: 0, backlog: 4096 }, () => console.log(`listening ${(http.address() as AddressInfo).port}`))
}
