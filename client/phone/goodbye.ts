import type { Delivery } from '../link/outbox.ts'

/** The text after the end. Asks not to close the page while a tap waits. */
export function goodbyeOf(delivery: Delivery | null): string {
  switch (delivery?.state) {
    case 'sending':
      return 'Your last tap is on its way. Keep this page open.'
    case 'counted':
      return 'Your votes are in. You can close this page.'
    default:
      return 'You can close this page.'
  }
}
