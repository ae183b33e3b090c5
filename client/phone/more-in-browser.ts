import { readSeatLinks } from './parts/seat-link.ts'
import styles from './styles/more.css?inline'

export * from './more.ts'

/** Inside the chunk: for a style sheet of its own the first load would have to carry what waits for both. */
export function install(): void {
  const sheet = document.createElement('style')
  sheet.textContent = styles
  document.head.append(sheet)
  readSeatLinks()
}
