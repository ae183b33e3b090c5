/** One tap, from all pages that sent it: a refresh leaves what waits to the next page. */
export interface Intent {
  /** The answer in words; no two taps of an attendee have the same. */
  choice: string
  /** When each page first sent it. All moments are of one clock. */
  from: Map<number, number>
  /** The first word that it counts: an answer, or its being seen on any page. Infinity: none. */
  until: number
  /** A page was told that it counts. */
  confirmed: boolean
}

/** What a page heard from the server: what the attendee's choice is, or that a tap of its own counts. */
export interface Heard {
  kind: 'told' | 'confirmed'
  /** Empty: none. */
  choice: string
}

/** What one attendee did and saw, on all pages. */
export interface History {
  intents: Map<string, Intent>
  /** By page, oldest first. */
  heard: Map<number, Heard[]>
}

/**
 * Says what is wrong with the choice that an attendee ended up with, or null. Each tap counts at some moment from its being
 * sent to the first word of it, or never. One that had counted before a confirmed one was even sent cannot be what is left.
 * @param final empty: none counts
 */
export function problemWithChoice({ intents }: History, final: string): string | null {
  const confirmed = [...intents.values()].filter(({ confirmed, choice }) => confirmed && choice !== final)
  const own = intents.get(final)
  if (!own)
    return final === '' ? confirmed.length === 0 ? null : `nothing counts, though ${confirmed[0]!.choice} was confirmed` : `${final} counts, and nobody sent it`
  const newer = confirmed.find(other => isNewer(other, own))
  return newer ? `${final} counts, though ${newer.choice} came after it and was confirmed` : null
}

/** Surely applied after the other one, if both were applied. */
function isNewer(one: Intent, other: Intent): boolean {
  if (Math.min(...one.from.values()) > other.until)
    return true
  // A page has one tap at a time: what it sent later is what its attendee wants, wherever the older one was held up.
  const [[page, sentAt]] = [...other.from] as [[number, number]]
  return other.from.size === 1 && (one.from.get(page) ?? -1) > sentAt
}

/** Choices that pages were told to be the attendee's, after a newer one had been confirmed to them. */
export function setbacks({ intents, heard }: History): string[] {
  return [...heard.values()].flatMap((all) => {
    const faults: string[] = []
    let confirmed: Intent | undefined
    for (const { kind, choice } of all) {
      const intent = intents.get(choice)
      if (kind === 'confirmed')
        confirmed = intent
      else if (confirmed && intent !== confirmed && (!intent || isNewer(confirmed, intent)))
        faults.push(`${choice || 'nothing'} after ${confirmed.choice}`)
    }
    return faults
  })
}

/** Choices that came back on a page after others had taken their place: such a tap counted more than once. */
export function comebacks({ heard }: History): string[] {
  return [...heard.values()].flatMap((all) => {
    const told = all.filter(({ kind }) => kind === 'told').map(({ choice }) => choice)
    const changes = told.filter((choice, index) => choice !== told[index - 1])
    return changes.filter((choice, index) => changes.indexOf(choice) < index)
  })
}
