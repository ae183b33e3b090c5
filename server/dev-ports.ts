import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { UserError } from './user-error.ts'

export interface DevPorts { server: number, slides: number, phone: number }

/** The variable in which `npm run dev` passes the ports to its processes. */
export const DEV_PORTS = 'WORKSHOP_DEV_PORTS'

const told = JSON.parse(process.env[DEV_PORTS] ?? '{}') as Partial<DevPorts>
/** Where things listen during development, on this machine only. */
export const DEV: DevPorts = { server: 4321, slides: 3030, phone: 5173, ...told }

/** By then a server that failed has reported its error, in milliseconds. */
const PATIENCE_MS = 60_000
const LOOK_MS = 100

/**
 * Waits until the development servers listen, so that the printed addresses work.
 * @param ports those of this `npm run dev` if not given
 */
export async function untilServed(ports: readonly number[] = [told.slides, told.phone].filter(port => port !== undefined), patience = PATIENCE_MS): Promise<void> {
  const end = Date.now() + patience
  for (const port of ports) {
    while (!await isServed(port) && Date.now() < end)
      await wait(LOOK_MS)
  }
}

async function isServed(port: number): Promise<boolean> {
  const socket = connect(port, 'localhost')
  try {
    await once(socket, 'connect')
    return true
  }
  catch {
    return false
  }
  finally {
    socket.destroy()
  }
}

/**
 * The ports of one `npm run dev`: the requested one for the server, for the others the first free ones from their defaults on.
 * @throws UserError when the server's port is taken
 */
export async function devPorts(server: number): Promise<DevPorts> {
  if (server === 0)
    throw new UserError('npm run dev needs a port that is known beforehand. Give another one than 0, or leave --port out.')
  if (!await isFree(server))
    throw new UserError(`Port ${server} is taken. Does a workshop or another npm run dev use it? Stop it, or choose another port: npm run dev -- --port ${server + 1}`)
  const slides = await firstFree(DEV.slides, [server])
  return { server, slides, phone: await firstFree(DEV.phone, [server, slides]) }
}

async function firstFree(port: number, taken: readonly number[]): Promise<number> {
  while (taken.includes(port) || !await isFree(port))
    port++
  return port
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  try {
    await once(server.listen(port), 'listening')
    return true
  }
  catch (error) {
    if (!['EADDRINUSE', 'EACCES'].includes((error as NodeJS.ErrnoException).code!))
      throw error
    return false
  }
  finally {
    server.close()
  }
}
