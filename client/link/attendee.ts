import type { ComputedRef, Ref } from 'vue'
import type { Command } from '../../core/commands/commands.ts'
import type { Answer } from '../../core/kinds/kinds.ts'
import type { AttendeePoll, AttendeeView, OwnView } from '../../core/protocol/down.ts'
import type { Reply } from '../../core/protocol/refusal.ts'
import type { Connection, ConnectionStatus } from './connection.ts'
import type { RulesOf } from './notices.ts'
import type { Cast, Delivery } from './outbox.ts'
import { computed, shallowRef, watch } from 'vue'
import { newId } from './id.ts'
import { lossNotice, refusalWords } from './notices.ts'
import { createOutbox } from './outbox.ts'
import { reloadPage } from './reload.ts'

/** What the server draws the page from, and writes into it, so that it can be voted on before the connection is up. */
export interface PageState {
  view: AttendeeView
  own: OwnView
  /** What became of a form that this page was sent in answer to. */
  note?: Note
}

export interface Note {
  /** A sentence or two. */
  text: string
  /** The answer that was not taken. */
  refused?: Answer
}

/** What was tapped before the page's script came; the server may have it already. */
export interface EarlyTap {
  /** The ids under which it was sent: the last one is the answer's, the others are replaced by it. */
  ids: string[]
  answer: Answer
  /** The server has said that it counts. */
  counted: boolean
}

export interface Attendee {
  /** What the room does; null until the server has said so. */
  view: Readonly<Ref<AttendeeView | null>>
  status: Readonly<Ref<ConnectionStatus>>
  /** This attendee's answer in the current round, the latest tap included. */
  answer: ComputedRef<Answer | null>
  /** How the latest tap stands; null where there is no answer to speak of. */
  delivery: ComputedRef<Delivery | null>
  /** Something the attendee should know about the round: a reset, an option that is gone, a tap that came too late. */
  notice: Readonly<Ref<string | null>>
  /** What this attendee said to be; null: rather not; undefined: not asked yet. */
  role: Readonly<Ref<string | null | undefined>>
  sayRole: (role: string | null) => void
  /** This attendee holds a seat; matters only where the view says that one is needed. */
  seated: Readonly<Ref<boolean>>
  /** Takes the seat that a code belongs to; resolves with the server's answer, null without one. */
  takeSeat: (code: string) => Promise<Reply | null>
  /** Sends an emoji to the screens; resolves with the server's answer, null without one. */
  react: (emoji: string) => Promise<Reply | null>
  /** Votes in the current round; an empty answer takes the vote back. */
  cast: (answer: Answer) => void
  /** What the form that this page answers asked for in vain. */
  refusedByForm: Answer | null
  /** Takes up what this browser kept and what was tapped already: from here on the page is more than what the server drew. */
  begin: (tapped?: EarlyTap | null) => void
}

const REFUSED_RETRY_MS = 10_000
/** A refusal that was shown for less than this may not have been read: it is said again when the room goes on. */
const READ_MS = 10_000
const STOPPED = 'Voting was stopped for now.'

interface Refused { cast: Cast, message: string, /** Milliseconds since 1970. */ at: number }

export interface AttendeeOptions {
  connection: Connection
  rulesOf: RulesOf
  /** Keeps what waits over a reload. */
  storage?: () => Pick<Storage, 'getItem' | 'setItem'>
  start?: PageState | null
}

/** Keeps an attendee's view, ballots and outbox together, over the page's connection. Call it once for a page. */
export function useAttendee({ connection, rulesOf, storage = () => localStorage, start = null }: AttendeeOptions): Attendee {
  const view = shallowRef(start?.view ?? null)
  const ballots = shallowRef(start?.own.ballots ?? {})
  const role = shallowRef(start?.own.role)
  const seated = shallowRef(start?.own.seated ?? false)
  const notice = shallowRef<string | null>(start?.note?.text ?? null)
  /** Of each poll, the round that was on show last. */
  const lastRounds = new Map<string, { round: string, no: number }>()
  const seenRounds = new Set<string>()
  const outbox = createOutbox({
    send: async (cast) => {
      const reply = await connection.send(cast)
      return reply.ok ? reply : { ...reply, message: refusalWords(rulesOf, reply, cast.answer, pollOf(cast)?.def) }
    },
    storage,
    onCounted: ({ round, answer }) => {
      ballotsBefore = {}
      ballots.value = { ...ballots.value, [round]: answer }
    },
    onRefused: (cast, { message }) => {
      refused = { cast, message, at: Date.now() }
      notify(lateNotice(refused))
    },
    onForgotten: () => notify('Your last tap in the workshop before may not have counted.'),
  })
  const insist = (command: Command) => connection.send(command).catch(() => connection.send(command)).catch(() => null)
  let joining = true
  /** Which answer to the question for a role is on its way. */
  let saying: symbol | null = null
  let refused: Refused | null = null
  /** Before the server told anew what it has: with a new definition it has left out what is gone. */
  let ballotsBefore: OwnView['ballots'] = {}

  const round = computed(() => view.value?.poll?.round ?? '')
  /** Without what the poll no longer has: the server counts it no more. [D2] */
  const answer = computed(() => {
    const known = outbox.waiting(round.value) ?? ballots.value[round.value]
    return known ? rulesOf(known).prune(view.value!.poll!.def, known) : null
  })
  const delivery = computed(() => {
    const known = outbox.delivery(round.value)
    if (known && known.state !== 'counted')
      return known
    return answer.value && !rulesOf(answer.value).isEmpty(answer.value) ? { state: 'counted' } as const : null
  })

  function pollOf({ poll }: Cast) {
    const shown = view.value?.poll
    return shown?.def.id === poll ? shown : undefined
  }

  function notify(text: string | null): void {
    if (text && !notice.value?.includes(text))
      notice.value = [notice.value, text].filter(Boolean).join(' ')
  }

  function enter(next: AttendeeView): void {
    const before = view.value
    view.value = next
    const isOther = before?.workshop.id !== next.workshop.id
    if (isOther) {
      lastRounds.clear()
      seenRounds.clear()
      refused = null
    }
    const { poll } = next
    // Ids of rounds repeat from one workshop to the next.
    if (isOther || poll?.round !== before?.poll?.round) {
      notice.value = null
      notify(poll && roundNotice(poll))
      notify(refused && Date.now() - refused.at < READ_MS ? lateNotice(refused) : null)
    }
    else if (poll) {
      notify(changeNotice(before!.poll!, poll))
    }
    ballotsBefore = {}
    remember(next)
    outbox.enter(next.workshop.id, poll?.round ?? null)
  }

  function remember({ poll }: AttendeeView): void {
    if (poll) {
      seenRounds.add(poll.round)
      lastRounds.set(poll.def.id, poll)
    }
  }

  /** Something happened to the poll since this page last showed it. A further round says so by itself. */
  function roundNotice({ def, round, no }: AttendeePoll): string | null {
    const last = lastRounds.get(def.id)
    if (!last || last.round === round || no > last.no)
      return null
    return no < last.no || seenRounds.has(round) || round in ballots.value ? 'The votes from before are back.' : 'This vote was started anew.'
  }

  function changeNotice(before: AttendeePoll, poll: AttendeePoll): string | null {
    if (before.voting !== poll.voting)
      notice.value = notice.value?.replace(STOPPED, '').trim() || null
    if (before.voting === 'open' && poll.voting === 'idle')
      return STOPPED
    const known = outbox.waiting(poll.round) ?? ballotsBefore[poll.round] ?? ballots.value[poll.round]
    const loss = known && lossNotice(rulesOf, before.def, poll.def, known)
    return loss ? loss + (poll.voting === 'open' ? ' Pick again.' : '') : null
  }

  /** What happens to the round on show, the page says where it shows it. */
  function lateNotice({ cast, message }: Refused): string | null {
    if (cast.round === round.value)
      return null
    return pollOf(cast)
      ? 'Your last tap did not count: it was for another round.'
      : `Your last tap in the vote before did not count. ${message}`
  }

  connection.on('attendee', (next) => {
    // The first view after a connect is the truth, whatever its revision: the server may have started over.
    if (!joining && view.value && next.rev < view.value.rev)
      return
    joining = false
    enter(next)
    // Not before: only now is it sure that the taps that wait belong to this workshop.
    outbox.resume()
  })
  connection.on('own', (own) => {
    ballotsBefore = ballots.value
    ballots.value = own.ballots
    // What was said last is on its way, and the server has not heard it yet.
    if (saying === null)
      role.value = own.role
    if (seated.value !== (own.seated ?? false)) {
      outbox.forgetVerdicts()
      notice.value = own.seated === false ? 'The facilitator released your seat.' : null
    }
    seated.value = own.seated ?? false
  })
  watch(connection.status, (status) => {
    if (status !== 'up') {
      joining = true
      outbox.pause()
    }
  }, { flush: 'sync' })
  insistOnAccess(connection)

  if (start)
    remember(start.view)

  return {
    view,
    status: connection.status,
    answer,
    delivery,
    notice,
    role,
    async sayRole(wanted) {
      const mine = saying = Symbol('role')
      role.value = wanted
      notice.value = null
      const reply = await insist({ type: 'role:say', id: newId(), role: wanted })
      if (saying !== mine)
        return
      saying = null
      if (reply?.ok)
        return
      // Not taken: the page asks again rather than counting the vote for nobody.
      role.value = undefined
      notify(`Your answer did not arrive. ${reply?.message ?? 'The workshop does not answer.'} Tap again.`)
    },
    seated,
    takeSeat: code => insist({ type: 'seat:claim', id: newId(), code }),
    // Late applause is none: what cannot go out now is not kept.
    react: async emoji => connection.status.value === 'up' ? connection.send({ type: 'reaction:send', id: newId(), emoji }).catch(() => null) : null,
    cast(wanted) {
      const poll = view.value?.poll
      if (!poll)
        return
      notice.value = null
      refused = null
      ballotsBefore = {}
      outbox.cast({ type: 'ballot:cast', id: newId(), poll: poll.def.id, round: poll.round, answer: wanted })
    },
    refusedByForm: start?.note?.refused ?? null,
    begin(tapped) {
      const { workshop, poll } = view.value ?? {}
      if (!workshop)
        return
      outbox.enter(workshop.id, poll?.round ?? null)
      if (!tapped || !poll)
        return
      const instead = [...tapped.ids]
      const id = instead.pop()!
      if (tapped.counted)
        ballots.value = { ...ballots.value, [poll.round]: tapped.answer }
      else
        outbox.cast({ type: 'ballot:cast', id, poll: poll.def.id, round: poll.round, answer: tapped.answer, ...instead.length > 0 && { instead } })
    },
  }
}

/** A refused page is too old or has lost its cookie: fetching it anew repairs both, and nobody has to be asked. */
function insistOnAccess({ status, retryNow }: Connection): void {
  let timer: ReturnType<typeof setInterval> | undefined
  const refetch = () => void (reloadPage() || retryNow())
  watch(status, (now) => {
    clearInterval(timer)
    if (now !== 'refused')
      return
    refetch()
    timer = setInterval(refetch, REFUSED_RETRY_MS)
  })
}
