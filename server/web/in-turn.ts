import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** Requests that may wait on a connection. Browsers send the next one when they have the answer to the last. */
const MOST_WAITING = 16
/** Nobody in the room has a network as slow as that. */
const DRAIN_MS = 20_000

/**
 * Answers the requests of a connection one after the other: a request is not looked at before the answer to the one before
 * it has left. So a connection costs one answer and one open file at most, however much it asks for and however little it
 * reads. Whoever reads nothing is cut off.
 * @param http with all that listens to its requests
 * @param drainMs milliseconds in which a connection has to take at least something of what is sent to it
 */
export function answerInTurn(http: Server, drainMs = DRAIN_MS): void {
  const listeners = http.listeners('request') as RequestListener[]
  /** Of connections that are sent an answer: the requests that came meanwhile. */
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
  // Node would answer it by itself, and out of turn. No browser expects anything else than to go on.
  http.on('checkExpectation', ({ socket }) => socket.destroy())
  // It would take the connection away from the answer, which then never ends.
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
