import type { ConnectRefusal } from '../../core/protocol/handshake.ts'

/** What a refused page says. */
export interface RefusalWords {
  /** In a word or two. */
  name: string
  /** To the facilitator: why, and what to do. */
  note: string
  /** Where the list of workshops helps: how the link to it is called. */
  list?: string
  /** To a room that waits. */
  screen: string
}

const RELOAD = { name: 'Outdated', note: 'This page is from another version of the server. Reload it.', screen: 'Reload this page' }

export const REFUSALS: Record<ConnectRefusal, RefusalWords> = {
  no_workshop: {
    name: 'No workshop',
    note: 'There is no workshop at this address: it was deleted, or the code is wrong.',
    list: 'All workshops',
    screen: 'This workshop is no longer here',
  },
  unavailable: {
    name: 'Not open',
    note: 'The server cannot open this workshop now. This page keeps trying; the list of workshops says why.',
    list: 'All workshops',
    screen: 'This workshop cannot be opened now',
  },
  not_allowed: {
    name: 'Signed out',
    note: 'This browser may not run this workshop any more. Sign in again, or open another facilitator’s link.',
    list: 'Sign in again',
    screen: 'Sign in to run this workshop',
  },
  too_many_pages: {
    name: 'Too many pages',
    note: 'Too many pages of this browser are open. Close some, and this one connects.',
    screen: 'Close other pages of this browser',
  },
  client_too_old: RELOAD,
  malformed: RELOAD,
}
