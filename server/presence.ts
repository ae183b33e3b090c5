/** Counts attendees by their connections: three tabs of one attendee are one. */
export interface Presence {
  readonly online: number
  /** Connections of one attendee. */
  connections: (attendee: string) => number
  join: (attendee: string) => void
  leave: (attendee: string) => void
}

export function createPresence(): Presence {
  const connections = new Map<string, number>()
  return {
    get online() {
      return connections.size
    },
    connections: attendee => connections.get(attendee) ?? 0,
    join: attendee => void connections.set(attendee, (connections.get(attendee) ?? 0) + 1),
    leave(attendee) {
      const left = (connections.get(attendee) ?? 0) - 1
      if (left > 0)
        connections.set(attendee, left)
      else
        connections.delete(attendee)
    },
  }
}
