import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** Requests that may wait on a connection. Browsers send the next one only after the answer to the last. */
const MOST_WAITING = 16
/** Longer than the slowest network in a room. */
const DRAIN_MS = 20_000

/**
 * Answers the requests of a connection one after the other: a request is not handled before the answer to the previous one
 * has left. So a connection costs at most one answer and one open file, however much it requests and however little it
 * reads. A connection that reads nothing is closed.
 * @param http with all of its request listeners
 * @param drainMs milliseconds in which a connection has to read at least some of its answer
 */
export function answerInTurn(http: Server, drainMs = DRAIN_MS): void {
  const listeners = http.listeners('request') as RequestListener[]
  /** The requests that arrived while their connection was being answered. */
  const waiting = new WeakMap<Socket, [IncomingMessage, ServerResponse][]>()

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request
    response.once('close', () => {
      const next = socket.destroyed ? undefined : waiting.get(socket)!.shift()
      if (next)
        answer(...next)
      else
        waiting.delete(socket)
    })
    for (const listener of listeners) {
      if (!response.writableEnded)
        listener.call(http, request, response)
    }
  }

  http.removeAllListeners('request')
  http.on('request', (request, response) => {
    const { socket } = request
    const queue = waiting.get(socket)
    if (socket.destroyed)
      return
    if (!queue) {
      waiting.set(socket, [])
      answer(request, response)
    }
    else if (queue.push([request, response]) > MOST_WAITING) {
      socket.destroy()
    }
  })
  // Node would answer it by itself, and out of order. No browser sends it.
  http.on('checkExpectation', ({ socket }) => socket.destroy())
  // An upgrade would take the connection from the answer, which would then never end.
  http.prependListener('upgrade', ({ socket }) => {
    if (waiting.has(socket))
      socket.destroy()
  })
  http.setTimeout(drainMs, (socket) => {
    // An answer that is still being made, such as a long poll or an export, may take as long as it likes.
    const isBeingMade = waiting.has(socket) && socket.writableLength === 0
    if (!isBeingMade)
      socket.destroy()
  })
}
