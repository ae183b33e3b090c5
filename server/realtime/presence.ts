/** Counts attendees by their connections: three tabs of one attendee are one. */
export interface Presence<Connection> {
  readonly attendees: Iterable<string>
  /** How many there are. */
  readonly size: number
  all: () => Connection[]
  /** Those of one attendee. */
  connections: (attendee: string) => readonly Connection[]
  join: (attendee: string, connection: Connection) => void
  leave: (attendee: string, connection: Connection) => void
}

export function createPresence<Connection>(): Presence<Connection> {
  const connections = new Map<string, Connection[]>()
  return {
    get attendees() {
      return connections.keys()
    },
    get size() {
      return connections.size
    },
    all: () => [...connections.values()].flat(),
    connections: attendee => connections.get(attendee) ?? [],
    join: (attendee, connection) => void connections.set(attendee, [...connections.get(attendee) ?? [], connection]),
    leave(attendee, connection) {
      const left = (connections.get(attendee) ?? []).filter(each => each !== connection)
      if (left.length > 0)
        connections.set(attendee, left)
      else
        connections.delete(attendee)
    },
  }
}
