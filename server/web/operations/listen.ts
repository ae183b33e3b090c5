import type { AddressInfo } from 'node:net'
import type { Metrics } from './metrics.ts'
import { createServer } from 'node:http'

/** Where Prometheus reads, and nobody in the room. */
export interface MetricsServer {
  port: number
  close: () => void
}

/**
 * Answers `/metrics`, and nothing else, at a port of its own.
 * @throws Error when the port is taken or may not be used, as Node has it
 */
export async function listenForMetrics(metrics: Pick<Metrics, 'text' | 'contentType'>, host: string, port: number): Promise<MetricsServer> {
  const server = createServer({ headersTimeout: 5_000, requestTimeout: 5_000 }, (request, response) => {
    const isAsked = request.method === 'GET' && request.url!.split('?')[0] === '/metrics'
    if (!isAsked)
      return void response.writeHead(404).end('Only /metrics is here.\n')
    metrics.text().then(text => response.writeHead(200, { 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' }).end(text), () => response.writeHead(500).end())
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen({ host, port }, resolve))
  // It keeps nothing running.
  server.unref()
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
