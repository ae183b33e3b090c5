import type { Socket } from 'node:dgram'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { networkInterfaces } from 'node:os'
import { lanAddresses } from './network.ts'

/** Addresses for documentation, where nobody is. */
const ELSEWHERE = { udp4: '203.0.113.1', udp6: '2001:db8::1' } as const

/** How often it looks whether the machine is on another network, in milliseconds. */
const LOOK_MS = 5000

/** The networks that this machine is on, which change: a lid is closed, another wifi is joined. */
export interface OwnNetwork {
  /** Addresses that phones may reach, the likeliest first; the last ones known while there are none. */
  addresses: () => readonly string[]
  /** Calls back when another one is the likeliest. Keeps nothing running. */
  onChange: (changed: () => void) => void
}

/** Looks at the machine's networks, now and from then on. */
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
    // Some systems do not tell, such as Android. What leads to the rest of the world is known all the same.
    return routed
  }
}

/** This machine's addresses, of IPv4 and IPv6, on its way to the rest of the world. Nothing is sent. */
export async function routedAddresses(): Promise<string[]> {
  const found = await Promise.all((['udp4', 'udp6'] as const).map(async (type) => {
    const socket = createSocket(type)
    try {
      return [await addressTowards(socket, ELSEWHERE[type])]
    }
    catch {
      // No way leads there.
      return []
    }
    finally {
      socket.close()
    }
  }))
  return found.flat()
}

/** To connect a UDP socket has the system choose a way, and does no more. */
async function addressTowards(socket: Socket, elsewhere: string): Promise<string> {
  socket.connect(9, elsewhere)
  await once(socket, 'connect')
  return socket.address().address
}
