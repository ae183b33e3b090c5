import type { Buffer } from 'node:buffer'

/** A browser of somebody's own with one page: what the story does in every engine. Sizes and places are in CSS pixels. */
export interface Tab {
  goTo: (url: string) => Promise<void>
  /** The browser's own button. */
  back: () => Promise<void>
  /** Runs a function in the page; it knows nothing of what is around it here. */
  evaluate: <Args extends unknown[], Value>(run: (...args: Args) => Value, ...args: Args) => Promise<Awaited<Value>>
  /** A key by its name in `KeyboardEvent.key`. */
  press: (key: string) => Promise<void>
  type: (text: string) => Promise<void>
  click: (at: Place) => Promise<void>
  /** Presses the mouse's button, moves through some places between the two, and releases it. */
  drag: (from: Place, to: Place) => Promise<void>
  /** PNG. */
  picture: () => Promise<Buffer>
  /** What the page that is open reported as unhandled since it was loaded. */
  faults: () => Promise<string[]>
  close: () => Promise<void>
}

export interface Place { x: number, y: number }

export interface TabOptions {
  width: number
  height: number
  /** The system's colours are dark. */
  dark?: boolean
}

export interface Engine {
  name: string
  /** Why it cannot run on this machine, and what to do; null when it can. */
  missing: () => string | null
  open: (options: TabOptions) => Promise<Tab>
  /** Ends what all its tabs share. */
  close: () => Promise<void>
}
