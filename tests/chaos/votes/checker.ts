/*
 * What a room's ballots have to come to, told from what its phones saw and from nothing else. It shares no code with the
 * server or the core on purpose: whoever judges them must not make their mistakes.
 */

/** Of a `choice` the picked options, of `dots` the dots of each option. */
export type Answer = { kind: 'choice', options: string[] } | { kind: 'dots', dots: Record<string, number> }

/** One time that a phone sent a ballot, with all that the phone knows of it. Moments are those of one clock. */
export interface Sending {
  /** The intent's: a resend carries the same one. */
  id: string
  attendee: string
  poll: string
  round: string
  answer: Answer
  sentAt: number
  /** When the answer came, or when it was known that none would come; Infinity until then. */
  endedAt: number
  /** `unjudged`: sent away before anybody looked at it, as by a limit of messages. */
  answered: 'accepted' | 'refused' | 'unjudged' | 'never'
}

/** One time that a round was open. What was asked for happened between the question and the answer. */
export interface Opening {
  askedToOpen: number
  opened: number
  /** Infinity: nobody asked. */
  askedToClose: number
  closed: number
}

/** What may count for an attendee: one of these answers; null is none. One entry where it is certain. */
export type Candidates = readonly (Answer | null)[]

export interface Verdict {
  candidates: Map<string, Candidates>
  /** What should not have been answered as it was. */
  wrong: string[]
}

/** When an intent may have been taken: places in its attendee's own order. */
interface Chance {
  answer: Answer
  at: number[]
  /** It was acknowledged: it counts once, at one of these places. Else at most once. */
  certain: boolean
}

/**
 * Judges one round: an acknowledged ballot counts once, an unanswered one at most once, a refused one never, and of one
 * attendee's ballots the last that was taken. All that one attendee sends is judged in the order in which it was sent.
 * @param history the round's; if it was put aside and came back, with what was sent to the round in between
 * @param openings by the ids of rounds
 */
export function judge(history: readonly Sending[], openings: ReadonlyMap<string, readonly Opening[]>): Verdict {
  const wrong: string[] = []
  const candidates = new Map<string, Candidates>()
  for (const [attendee, sendings] of groupBy(history, sending => sending.attendee)) {
    const places = new Map(sendings.sort((one, other) => one.sentAt - other.sentAt).map((sending, place) => [sending, place]))
    const chances = [...groupBy(sendings, ({ id }) => id).values()].map(intent => chanceOf(intent, places, openings, wrong))
    candidates.set(attendee, lastOf(chances))
  }
  return { candidates, wrong }
}

function chanceOf(intent: readonly Sending[], places: ReadonlyMap<Sending, number>, openings: ReadonlyMap<string, readonly Opening[]>, wrong: string[]): Chance {
  let at: number[] = []
  let certain = false
  let wasRefused = false
  /** What is sent again is answered as its first copy was, whenever that came. */
  const since = Math.min(...intent.map(({ sentAt }) => sentAt))
  for (const sending of intent) {
    const { id, round, sentAt, endedAt, answered } = sending
    const times = openings.get(round) ?? []
    const mayBeTaken = times.some(({ askedToOpen, closed }) => endedAt > askedToOpen && sentAt < closed)
    if (answered === 'refused') {
      if (certain)
        wrong.push(`${id} was acknowledged, and refused when it was sent again`)
      else if (!wasRefused && times.some(({ opened, askedToClose }) => since > opened && endedAt < askedToClose))
        wrong.push(`${id} was refused while ${round} was open`)
      wasRefused = true
      if (!certain)
        at = []
    }
    else if (wasRefused) {
      if (answered === 'accepted')
        wrong.push(`${id} was refused, and acknowledged when it was sent again`)
    }
    else if (answered !== 'unjudged' && !certain) {
      if (mayBeTaken)
        at.push(places.get(sending)!)
      certain = answered === 'accepted'
      if (certain && at.length === 0)
        wrong.push(`${id} was acknowledged while ${round} was not open`)
    }
  }
  return { answer: intent[0]!.answer, at, certain: certain && at.length > 0 }
}

/** What may be the last that was taken. */
function lastOf(chances: readonly Chance[]): Candidates {
  const possible = chances.filter(({ at }) => at.length > 0)
  const last = possible.filter(one => possible.every(other => other === one || !other.certain || Math.min(...other.at) < Math.max(...one.at)))
  const answers: (Answer | null)[] = last.map(({ answer }) => isNone(answer) ? null : answer)
  if (!possible.some(({ certain }) => certain))
    answers.push(null)
  return [...new Map(answers.map(answer => [nameOf(answer), answer])).values()]
}

/** What it gives each option that it names. */
function numbersIn(answer: Answer): [option: string, number: number][] {
  return answer.kind === 'choice' ? answer.options.map(id => [id, 1]) : Object.entries(answer.dots)
}

function isNone(answer: Answer): boolean {
  return numbersIn(answer).length === 0
}

/** The same text for the same vote. */
export function nameOf(answer: Answer | null): string {
  if (answer === null || isNone(answer))
    return 'no ballot'
  return numbersIn(answer).sort().map(([option, number]) => answer.kind === 'choice' ? option : `${option}:${number}`).join(' ')
}

/** A round's result: how many voted, and for each option its picks or dots and those who gave it any. */
export interface Count {
  voters: number
  options: Record<string, { count: number, voters: number }>
}

/** @param options the ids of all options there are */
export function countOf(options: readonly string[], ballots: Iterable<Answer>): Count {
  const count: Count = { voters: 0, options: Object.fromEntries(options.map(id => [id, { count: 0, voters: 0 }])) }
  for (const ballot of ballots) {
    count.voters++
    for (const [id, number] of numbersIn(ballot)) {
      count.options[id]!.count += number
      count.options[id]!.voters++
    }
  }
  return count
}

/** How what was published differs from what it should be, in words; null where it does not. */
export function difference(published: Count | null | undefined, expected: Count): string | null {
  if (!published)
    return 'there is none'
  const differing = (count: Count, other: Count) => partsOf(count).filter(part => !partsOf(other).includes(part)).join(', ') || 'no more'
  const said = differing(published, expected)
  const should = differing(expected, published)
  return said === should ? null : `${said} instead of ${should}`
}

/** Options with their picks or dots and their voters. */
function partsOf({ voters, options }: Count): string[] {
  return [`${voters} voters`, ...Object.entries(options).map(([id, { count, voters }]) => `${id} ${count}/${voters}`)]
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group)
      group.push(item)
    else
      groups.set(key, [item])
  }
  return groups
}
