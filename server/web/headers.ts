import type { IncomingMessage, ServerResponse } from 'node:http'
import helmet from 'helmet'

/** What pages of a deck from elsewhere may do in addition. */
export interface DeckPolicy {
  /** Where its scripts may come from. */
  scripts: string[]
}

/** An author may use pictures, films, frames and services of other hosts. No styles and fonts: a page waits for them, and a room may have no internet. */
const ELSEWHERE = ['https:', 'http:']

/**
 * Sets the security headers: what a page may load, who may frame it.
 * @param deck from elsewhere, which may use other hosts
 */
export function securityHeaders(deck?: DeckPolicy): (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void {
  const elsewhere = deck ? ELSEWHERE : []
  return helmet({
    contentSecurityPolicy: {
      directives: {
        'default-src': ['\'self\''],
        'script-src': deck?.scripts ?? ['\'self\''],
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
