import type { ComputedRef, Ref } from 'vue'
import type { Answer } from '../core/answer.ts'
import type { AttendeeView, OwnView } from '../core/protocol/down.ts'
import type { Reply } from '../core/protocol/refusal.ts'
import type { Command } from '../core/protocol/up.ts'
import type { Connection, ConnectionStatus } from './connection.ts'
import type { Cast, Delivery } from './outbox.ts'
import { computed, shallowRef, watch } from 'vue'
import { isEmpty } from '../core/answer.ts'
import { openConnection } from './connection.ts'
import { newId } from './id.ts'
import { createOutbox } from './outbox.ts'
import { reloadPage } from './reload.ts'

/** What the server writes into the page, so that it can be voted on before the connection is up. */
export interface PageState {
  view: AttendeeView
  own: OwnView
}

export interface Attendee {
  /** What the room does; null until the server has said so. */
  view: Readonly<Ref<AttendeeView | null>>
  status: Readonly<Ref<ConnectionStatus>>
  /** This attendee's answer in the current round, the latest tap included. */
  answer: ComputedRef<Answer | null>
  /** How the latest tap stands; null where there is no answer to speak of. */
  delivery: ComputedRef<Delivery | null>
  /** Something the attendee should know about the round: a reset, a tap that came too late. */
  notice: Readonly<Ref<string | null>>
  /** What this attendee said to be; null: rather not; undefined: not asked yet. */
  role: Readonly<Ref<string | null | undefined>>
  sayRole: (role: string | null) => void
  /** This attendee holds a seat; matters only where the view says that one is needed. */
  seated: Readonly<Ref<boolean>>
  /** Takes the seat that a code belongs to; resolves with the server's answer, null without one. */
  takeSeat: (code: string) => Promise<Reply | null>
  /** Sends an emoji to the screens; resolves with whether it went through. */
  react: (emoji: string) => Promise<boolean>
  /** Votes in the current round; an empty answer takes the vote back. */
  cast: (answer: Answer) => void
}

const REFUSED_RETRY_MS = 10_000

export interface AttendeeOptions {
  connection?: Connection
  /** Keeps what waits over a reload. */
  storage?: () => Pick<Storage, 'getItem' | 'setItem'>
  start?: PageState | null
}

/** Keeps an attendee's view, ballots and outbox together, over the page's connection. Call it once for a page. */
export function useAttendee({ connection = openConnection('attendee'), storage = () => localStorage, start = readPageState() }: AttendeeOptions = {}): Attendee {
  const view = shallowRef(start?.view ?? null)
  const ballots = shallowRef(start?.own.ballots ?? {})
  const role = shallowRef(start?.own.role)
  const seated = shallowRef(start?.own.seated ?? false)
  const notice = shallowRef<string | null>(null)
  const seenRounds = new Set<string>()
  const outbox = createOutbox({
    send: connection.send,
    storage,
    onCounted: ({ round, answer }) => ballots.value = { ...ballots.value, [round]: answer },
    onRefused: (cast, message) => notice.value ??= lateNotice(cast, message),
  })
  const insist = (command: Command) => connection.send(command).catch(() => connection.send(command)).catch(() => null)
  let joining = true
  /** Which answer to the question for a role is on its way. */
  let saying: symbol | null = null

  const round = computed(() => view.value?.poll?.round ?? '')
  const answer = computed(() => outbox.waiting(round.value) ?? ballots.value[round.value] ?? null)
  const delivery = computed(() => {
    const known = outbox.delivery(round.value)
    if (known && known.state !== 'counted')
      return known
    return answer.value && !isEmpty(answer.value) ? { state: 'counted' } as const : null
  })

  function enter(next: AttendeeView): void {
    const { poll: before } = view.value ?? {}
    const { poll } = next
    if (poll?.round !== before?.round) {
      notice.value = null
      if (poll && poll.def.id === before?.def.id && poll.no <= before.no)
        notice.value = seenRounds.has(poll.round) ? 'The votes from before are back.' : 'This vote was started anew.'
    }
    if (poll)
      seenRounds.add(poll.round)
    view.value = next
    outbox.enter(next.workshop.id, poll?.round ?? null)
  }

  function lateNotice({ poll, round: of }: Cast, message: string): string | null {
    if (of === round.value)
      return null
    return poll === view.value?.poll?.def.id ? message : `Your last tap in the vote before did not count. ${message}`
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
    ballots.value = own.ballots
    // What was said last is on its way, and the server has not heard it yet.
    if (saying === null)
      role.value = own.role
    if (seated.value !== (own.seated ?? false))
      notice.value = own.seated === false ? 'The facilitator released your seat.' : null
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
    enter(start.view)

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
      const reply = await insist({ type: 'role:say', id: newId(), role: wanted })
      if (saying !== mine)
        return
      saying = null
      // Not taken: the page asks again rather than counting the vote for nobody.
      if (!reply?.ok)
        role.value = undefined
    },
    seated,
    takeSeat: code => insist({ type: 'seat:claim', id: newId(), code }),
    react: emoji => connection.send({ type: 'reaction:send', id: newId(), emoji }).then(({ ok }) => ok, () => false),
    cast(wanted) {
      const poll = view.value?.poll
      if (!poll)
        return
      notice.value = null
      outbox.cast({ type: 'ballot:cast', id: newId(), poll: poll.def.id, round: poll.round, answer: wanted })
    },
  }
}

/** A refused page is too old or has lost its cookie: both are mended by fetching it anew, and nobody has to be asked. */
function insistOnAccess({ status, retryNow }: Connection): void {
  let timer: ReturnType<typeof setInterval> | undefined
  const mend = () => void (reloadPage() || retryNow())
  watch(status, (now) => {
    clearInterval(timer)
    if (now !== 'refused')
      return
    mend()
    timer = setInterval(mend, REFUSED_RETRY_MS)
  })
}

function readPageState(): PageState | null {
  return JSON.parse(document.getElementById('workshop-state')?.textContent || 'null')
}
