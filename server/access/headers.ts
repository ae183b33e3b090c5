import type { IncomingMessage, ServerResponse } from 'node:http'
import helmet from 'helmet'

export interface PagePolicy {
  /** The page is of a deck of somebody else, who may show what is elsewhere. */
  deck?: {
    /** Where its scripts may come from. */
    scripts: string[]
  }
  /** The hashes of scripts that stand in the page. */
  inline?: string[]
}

/** An author may use pictures, films, frames and services of other hosts. No styles and fonts: a page waits for them, and a room may have no internet. */
const ELSEWHERE = ['https:', 'http:']

/** Sets the headers that keep browsers in line: what a page may load, who may frame it. */
export function securityHeaders({ deck, inline = [] }: PagePolicy = {}): (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void {
  const elsewhere = deck ? ELSEWHERE : []
  return helmet({
    contentSecurityPolicy: {
      directives: {
        'default-src': ['\'self\''],
        'script-src': deck?.scripts ?? ['\'self\'', ...inline],
        'script-src-attr': [deck?.scripts.includes('\'unsafe-inline\'') ? '\'unsafe-inline\'' : '\'none\''],
        // Slidev and Vue set styles on elements.
        'style-src': ['\'self\'', '\'unsafe-inline\''],
        'img-src': ['\'self\'', 'data:', 'blob:', ...elsewhere],
        'media-src': ['\'self\'', 'data:', 'blob:', ...elsewhere],
        'frame-src': ['\'self\'', ...elsewhere, ...deck ? ['blob:', 'data:'] : []],
        'font-src': ['\'self\'', 'data:'],
        'connect-src': ['\'self\'', 'ws:', 'wss:', ...elsewhere, ...deck ? ['data:', 'blob:'] : []],
        ...deck && { 'worker-src': ['\'self\'', 'blob:'] },
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
