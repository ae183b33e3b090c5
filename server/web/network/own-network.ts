import type { Socket } from 'node:dgram'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { networkInterfaces } from 'node:os'
import { lanAddresses } from './network.ts'

/** Addresses reserved for documentation. */
const ELSEWHERE = { udp4: '203.0.113.1', udp6: '2001:db8::1' } as const

/** How often it checks for another network, in milliseconds. */
const LOOK_MS = 5000

/** The networks that this machine is on, which change: a lid is closed, another wifi is joined. */
export interface OwnNetwork {
  /** Addresses that phones may reach, the likeliest first; the last ones known while there are none. */
  addresses: () => readonly string[]
  /** Calls back when the likeliest one changes. Doesn't keep the process running. */
  onChange: (changed: () => void) => void
}

/** Watches the machine's networks. */
export async function lookAtNetwork(): Promise<OwnNetwork> {
  let known = await currentAddresses()
  return {
    addresses: () => known,
    onChange(changed) {
      setInterval(async () => {
        const found = await currentAddresses()
        if (found.length === 0)
          return
        const before = known[0]
        known = found
        if (found[0] !== before)
          changed()
      }, LOOK_MS).unref()
    },
  }
}

/**
 * The addresses that phones may reach now, the likeliest first.
 * @param list asks the system for its interfaces
 */
export async function currentAddresses(list: typeof networkInterfaces = networkInterfaces): Promise<string[]> {
  const routed = await routedAddresses()
  try {
    return lanAddresses(list(), routed)
  }
  catch {
    // Some systems don't list interfaces, such as Android. The default route is known anyway.
    return routed
  }
}

/** This machine's IPv4 and IPv6 addresses on the default route. Nothing is sent. */
export async function routedAddresses(): Promise<string[]> {
  const found = await Promise.all((['udp4', 'udp6'] as const).map(async (type) => {
    const socket = createSocket(type)
    try {
      return [await addressTowards(socket, ELSEWHERE[type])]
    }
    catch {
      // There is no route.
      return []
    }
    finally {
      socket.close()
    }
  }))
  return found.flat()
}

/** Connecting a UDP socket makes the system choose a route, and sends nothing. */
async function addressTowards(socket: Socket, elsewhere: string): Promise<string> {
  socket.connect(9, elsewhere)
  await once(socket, 'connect')
  return socket.address().address
}
