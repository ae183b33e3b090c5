import type { IncomingMessage } from 'node:http'

/** Whether a visitor runs a workshop, in whatever way they are signed in. */
export type MayRun = (request: Pick<IncomingMessage, 'headers'>, workshop: string) => boolean
