/** What the home page of facilitators shows. */
export interface HomeState {
  /** Where the server is, such as `/votes`; empty at the root. */
  path: string
  /** The latest first. */
  workshops: HomeWorkshop[]
  /** How many earlier ones are not among them. */
  more: number
  /** Those that workshops can be started with; null for somebody who starts none. */
  decks: HomeDeck[] | null
  /** Who is signed in with an account. */
  person: string | null
  /** What the last form came to: why it was refused, in a sentence. */
  problem?: string | undefined
  /** What was typed into the form that was refused, by the names of its fields. */
  typed?: Record<string, string | undefined> | undefined
}

export interface HomeWorkshop {
  id: string
  code: string
  /** A later workshop has its code, as those of old ones can be the same: no address leads to it. */
  isUnreachable?: boolean | undefined
  title: string
  /** Milliseconds since 1970. */
  startedAt: number
  ended: boolean
  /** Attendees who are connected now. */
  online: number
  /** How many have voted. */
  people: number
  /** The name of its deck; undefined if there is one alone. */
  deck?: string | undefined
  /** The earlier workshop that it is compared with, by its id. */
  comparedWith: string | null
  /** Why it cannot be opened. */
  fault?: string | undefined
}

export interface HomeDeck {
  /** Of its file. */
  path: string
  title: string
  routes: { id: string, title: string }[]
  /** What is wrong with it. */
  error?: string | undefined
}
