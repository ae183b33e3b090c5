import styles from './more.css?inline'
import { readSeatLinks } from './parts/seat-link.ts'

export * from './more.ts'

/** Adds the chunk's styles, which are inside the chunk: a separate style sheet would need loader code in the first load. */
export function install(): void {
  const sheet = document.createElement('style')
  sheet.textContent = styles
  document.head.append(sheet)
  readSeatLinks()
}
