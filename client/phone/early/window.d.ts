/** Taps from before the page's script runs. */
interface Early {
  /** The ids of the casts sent so far, the latest last. */
  ids: string[]
  /** The server has counted the latest. */
  counted: boolean
}

interface Window {
  /** Absent if the early script didn't run, and once the page's script has taken over. */
  early?: Early | undefined
}
