/** What is measured of a server. None of it says whose it is, or of which workshop. */
export interface Meter {
  /** A page has connected. @returns call it when the page has gone */
  connected: (role: string) => () => void
  /** A command has come. @returns call it when it is answered */
  received: () => () => void
  /** Entries were accepted; those that other servers wrote are theirs to count. */
  accepted: (entries: readonly object[]) => void
}

/** Where nobody looks. */
export const noMeter: Meter = {
  connected: () => () => {},
  received: () => () => {},
  accepted: () => {},
}
