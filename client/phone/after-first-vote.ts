import type { Connection } from '../link/connection/connection.ts'
import { openAttendeeConnection } from '../link/connection/attendee-connection.ts'
import fonts from './styles/fonts.css?inline'

/** What a vote does not wait for: the connection, and then the fonts. Its code is loaded after the page. */
export function connectAndDress(): Connection {
  const connection = openAttendeeConnection()
  const sheet = document.createElement('style')
  sheet.textContent = fonts
  document.head.append(sheet)
  return connection
}
