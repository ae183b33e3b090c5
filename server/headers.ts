import type { IncomingMessage, ServerResponse } from 'node:http'
import helmet from 'helmet'

/**
 * Sets the headers that keep browsers in line: what a page may load, who may frame it.
 * @param elsewhere what a page may show besides this server's own
 */
export function securityHeaders(elsewhere: string[] = []): (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void {
  return helmet({
    contentSecurityPolicy: {
      directives: {
        'default-src': ['\'self\''],
        'script-src': ['\'self\''],
        // Slidev and Vue set styles on elements.
        'style-src': ['\'self\'', '\'unsafe-inline\''],
        'img-src': ['\'self\'', 'data:', 'blob:', ...elsewhere],
        'media-src': ['\'self\'', 'data:', 'blob:', ...elsewhere],
        'frame-src': ['\'self\'', ...elsewhere],
        'font-src': ['\'self\'', 'data:'],
        'connect-src': ['\'self\'', 'ws:', 'wss:'],
        'frame-ancestors': ['\'self\''],
        // The room is on plain http.
        'upgrade-insecure-requests': null,
      },
    },
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  })
}
