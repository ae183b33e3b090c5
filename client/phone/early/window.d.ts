/** What was tapped before the page's script came. */
interface Early {
  /** The ids under which it was sent, the latest last. */
  ids: string[]
  /** The server counts the latest. */
  counted: boolean
}

interface Window {
  /** Absent where no script ran before the page's, and once that has taken over. */
  early?: Early | undefined
}
