import type { ComputedRef, Ref } from 'vue'
import type { Command, UnloggedCommand, WithoutId } from '../../core/commands/commands.ts'
import type { Answer } from '../../core/kinds/kinds.ts'
import type { AttendeePoll, AttendeeView, OwnView } from '../../core/protocol/down.ts'
import type { Reply } from '../../core/protocol/refusal.ts'
import type { Connection, ConnectionStatus } from './connection/connection.ts'
import type { Countdown } from './countdown.ts'
import type { RulesOf } from './notices.ts'
import type { Cast, Delivery } from './outbox.ts'
import { computed, shallowRef, watch } from 'vue'
import { withChosen } from './chosen-poll.ts'
import { newId } from './connection/id.ts'
import { receiveCountdown } from './countdown.ts'
import { lossNotice, refusalWords } from './notices.ts'
import { createOutbox } from './outbox.ts'

/** The state from which the server renders the page. It is embedded in the page, so that voting works before the connection is up. */
export interface PageState {
  view: AttendeeView
  own: OwnView
  /** The poll that the attendee has opened, of those that can be answered beforehand. */
  poll?: string
  /** The outcome of the form that this page is the response to. */
  note?: Note
}

export interface Note {
  /** A sentence or two. */
  text: string
  /** The answer that was refused. */
  refused?: Answer
}

/** A vote from before the page's script ran; the server may have it already. */
export interface EarlyTap {
  /** The ids of the casts sent so far: the last one is this answer's, which replaces the others. */
  ids: string[]
  answer: Answer
  /** The server has confirmed it. */
  counted: boolean
}

export interface Attendee {
  /** The shared view, with the poll that this attendee has opened; null until it is received. */
  view: Readonly<Ref<AttendeeView | null>>
  /** The countdown, which may be of another poll. */
  countdown: Readonly<Ref<Countdown | null>>
  status: Readonly<Ref<ConnectionStatus>>
  /** This attendee's answer in the current round, the latest tap included. */
  answer: ComputedRef<Answer | null>
  /** This attendee's answer to a poll that can be answered beforehand. */
  answerTo: (poll: AttendeePoll) => Answer | null
  /** Opens one of the polls that can be answered beforehand; null: their list. */
  choose: (poll: string | null) => void
  /** The poll that was open before. */
  left: Readonly<Ref<string | null>>
  /** The state of the latest tap; null without an answer. In the list of polls: of a tap that is being sent. */
  delivery: ComputedRef<Delivery | null>
  /** Something the attendee should know about the round: a reset, an option that is gone, a tap that came too late. */
  notice: Readonly<Ref<string | null>>
  /** This attendee's role; null: rather not say; undefined: not asked yet. */
  role: Readonly<Ref<string | null | undefined>>
  sayRole: (role: string | null) => void
  /** Whether this attendee holds a seat; used only if the view says that seats are needed. */
  seated: Readonly<Ref<boolean>>
  /** Sends what is not kept for later, twice if need be; resolves with the server's reply, or null without one. */
  ask: (command: WithoutId<UnloggedCommand>) => Promise<Reply | null>
  /** Sends an emoji to the screens; resolves with the server's reply, or null without one. */
  react: (emoji: string) => Promise<Reply | null>
  /** Votes in the current round; an empty answer takes the vote back. */
  cast: (answer: Answer) => void
  /** The answer that was refused, if this page is the response to a form. */
  refusedByForm: Answer | null
  /** Restores kept taps and takes over an early one. Call it after hydration, because it changes what is rendered. */
  begin: (tapped?: EarlyTap | null) => void
}

/** A refusal shown for less than this may not have been read, so it is repeated when the round changes. */
const READ_MS = 10_000
const STOPPED = 'Voting was stopped for now.'

interface Refused { cast: Cast, message: string, /** Milliseconds since 1970. */ at: number }

export interface AttendeeOptions {
  connection: Connection
  rulesOf: RulesOf
  /** Keeps unsent taps over a reload. */
  storage?: () => Pick<Storage, 'getItem' | 'setItem'>
  start?: PageState | null
}

/** Combines an attendee's view, ballots and outbox over the page's connection. Call it once per page. */
export function useAttendee({ connection, rulesOf, storage = () => localStorage, start = null }: AttendeeOptions): Attendee {
  const countdown = shallowRef<Countdown | null>(null)
  const chosen = shallowRef(start?.poll ?? null)
  const left = shallowRef<string | null>(null)
  const view = shallowRef(start && withChosen(start.view, chosen.value))
  const ballots = shallowRef(start?.own.ballots ?? {})
  const role = shallowRef(start?.own.role)
  const seated = shallowRef(start?.own.seated ?? false)
  const notice = shallowRef<string | null>(start?.note?.text ?? null)
  /** The last displayed round of each poll. */
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
    onForgotten: () => notify('Your last tap in the previous workshop may not have counted.'),
  })
  const insist = (command: Command) => connection.send(command).catch(() => connection.send(command)).catch(() => null)
  let joining = true
  /** Identifies the latest role that is being sent. */
  let saying: symbol | null = null
  let refused: Refused | null = null
  /** The ballots before the latest update by the server, which no longer contains options that a new definition removed. */
  let ballotsBefore: OwnView['ballots'] = {}

  const round = computed(() => view.value?.poll?.round ?? '')
  /** Without options that the poll no longer has, which the server no longer counts. [D2] */
  function answerTo({ def, round }: AttendeePoll): Answer | null {
    const known = outbox.waiting(round) ?? ballots.value[round]
    return known ? rulesOf(known).prune(def, known) : null
  }
  const answer = computed(() => view.value?.poll ? answerTo(view.value.poll) : null)
  const delivery = computed(() => {
    const { poll, ahead } = view.value ?? {}
    const known = poll || !ahead ? outbox.delivery(round.value) : ahead.map(({ round }) => outbox.delivery(round)).find(each => each?.state === 'sending')
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

  function enter(shared: AttendeeView): void {
    const before = view.value
    const next = withChosen(shared, chosen.value)
    view.value = next
    const isOther = before?.workshop.id !== next.workshop.id
    if (isOther) {
      lastRounds.clear()
      seenRounds.clear()
      refused = null
    }
    const { poll } = next
    // Workshops can have rounds with the same id.
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

  /** A notice if the poll was reset or restored since this page last showed it. A further round needs none: the page names it. */
  function roundNotice({ def, round, no }: AttendeePoll): string | null {
    const last = lastRounds.get(def.id)
    if (!last || last.round === round || no > last.no)
      return null
    return no < last.no || seenRounds.has(round) || round in ballots.value ? 'The votes from before are back.' : 'This vote was restarted.'
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

  /** A notice about a refused tap in another round. Refusals in the displayed round are shown with it. */
  function lateNotice({ cast, message }: Refused): string | null {
    if (cast.round === round.value)
      return null
    return pollOf(cast)
      ? 'Your last tap did not count: it was for another round.'
      : `Your last tap in the previous vote did not count. ${message}`
  }

  connection.on('attendee', (next) => {
    // After a connect, accept any revision: the server may have started a new workshop.
    if (!joining && view.value && next.rev < view.value.rev)
      return
    joining = false
    // Only what has just been received says how much time is left.
    countdown.value = receiveCountdown(next.countdown)
    enter(next)
    // Only now it is certain that the waiting taps belong to this workshop.
    outbox.resume()
  })
  connection.on('own', (own) => {
    ballotsBefore = ballots.value
    ballots.value = own.ballots
    // A role that is being sent is newer than the server's.
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

  if (view.value)
    remember(view.value)

  return {
    view,
    countdown,
    status: connection.status,
    answer,
    answerTo,
    left,
    choose(poll) {
      if (poll === chosen.value)
        return
      left.value = chosen.value
      chosen.value = poll
      if (view.value)
        enter(view.value)
    },
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
      // Ask again; otherwise votes would count for no role.
      role.value = undefined
      notify(`Your answer did not arrive. ${reply?.message ?? 'The workshop does not answer.'} Tap again.`)
    },
    seated,
    ask: command => insist({ ...command, id: newId() } as Command),
    // Not kept for later: a delayed reaction has no meaning.
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
