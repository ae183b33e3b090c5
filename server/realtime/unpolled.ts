import type { Server as HttpServer, IncomingMessage } from 'node:http'
import type { PageServer, PageSocket } from './page-socket.ts'

type Connection = PageSocket['conn']

/** Between two polls a page is silent for as long as the network takes; at most this many are at the same time. */
const MOST_UNPOLLED_SESSIONS = 300

/**
 * Limits the long-polling sessions that nobody polls: each keeps its waiting messages, and one TCP connection can start
 * any number. Above the limit, the one not polled for longest ends. A page that still exists starts a new one.
 */
export function limitUnpolled(http: HttpServer, io: PageServer, cutOff: (connection: Connection) => void): void {
  const sessions = new Map<string, Connection>()
  /** The longest first. */
  const unpolled = new Set<Connection>()

  function rest(connection: Connection): void {
    unpolled.delete(connection)
    if (connection.readyState !== 'open' || connection.transport.name !== 'polling')
      return
    unpolled.add(connection)
    const [longest] = unpolled
    if (unpolled.size > MOST_UNPOLLED_SESSIONS) {
      unpolled.delete(longest!)
      cutOff(longest!)
    }
  }

  io.engine.on('connection', (connection: Connection) => {
    if (connection.transport.name !== 'polling')
      return
    const { id } = connection as unknown as { id: string }
    sessions.set(id, connection)
    connection.once('close', () => {
      sessions.delete(id)
      unpolled.delete(connection)
    })
    rest(connection)
  })
  http.prependListener('request', ({ method, url }: IncomingMessage, response) => {
    const session = method === 'GET' && url!.startsWith(io.path()) ? sessions.get(new URLSearchParams(url!.split('?')[1]).get('sid') ?? '') : undefined
    if (!session)
      return
    unpolled.delete(session)
    response.once('close', () => rest(session))
  })
}
