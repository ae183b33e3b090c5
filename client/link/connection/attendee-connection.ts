import type { Connection } from './connection.ts'
import { openConnection } from './connection.ts'
import { insistOnAccess } from './insist-on-access.ts'

/** A phone's connection. */
export function openAttendeeConnection(): Connection {
  const connection = openConnection('attendee')
  insistOnAccess(connection)
  return connection
}
