import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/** What a deck from elsewhere does that the pages of this project's own never have to: where it is done, by file. */
export interface DeckNeeds {
  /** Runs code that it makes out of text, as `{monaco-run}` does. */
  evaluates: string[]
  /** Fills frames with pages of its own making, or has scripts or handlers in its HTML. */
  inline: string[]
  /** Loads scripts from these origins, such as `https://cdn.example.org`. */
  origins: string[]
}

const NOTHING: DeckNeeds = { evaluates: [], inline: [], origins: [] }

/** Beside the built pages and not among them. */
function needsFile(pages: string): string {
  return `${pages}.needs.json`
}

/** @param pages the folder of one build of the deck, with notes or without */
export function writeNeeds(pages: string, needs: DeckNeeds): void {
  writeFileSync(needsFile(pages), `${JSON.stringify(needs, null, 2)}\n`)
}

/**
 * What was found out about a deck when it was built. With its notes it may need more.
 * @param pages the folder of one build of the deck, with notes or without
 */
export function readNeeds(pages: string): DeckNeeds {
  const path = needsFile(pages)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) as DeckNeeds : NOTHING
}

/** Where scripts of the deck's pages may come from, for their Content-Security-Policy. Nothing that attendees write is ever a script. */
export function scriptSources({ evaluates, inline, origins }: DeckNeeds): string[] {
  return [
    '\'self\'',
    ...evaluates.length > 0 ? ['\'unsafe-eval\'', 'blob:'] : [],
    // A frame that a script fills has the policy of its page.
    ...inline.length > 0 ? ['\'unsafe-inline\''] : [],
    ...origins,
  ]
}

/** A line for the terminal; undefined where the deck needs nothing. */
export function needsInWords({ evaluates, inline, origins }: DeckNeeds): string | undefined {
  const parts = [
    evaluates.length > 0 && `run code that they make out of text (${some(evaluates)})`,
    inline.length > 0 && `run scripts in their HTML and in frames that they fill (${some(inline)})`,
    origins.length > 0 && `load scripts from ${some(origins)}`,
  ].filter(part => part !== false)
  return parts.length === 0 ? undefined : `The slides of this deck may ${parts.join(', and ')}. Phones may not.`
}

function some(names: readonly string[]): string {
  const [first = '', second, ...others] = names
  return second === undefined ? first : others.length === 0 ? `${first}, ${second}` : `${first}, ${second} and ${others.length} more`
}
