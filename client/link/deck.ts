import type { ComputedRef } from 'vue'
import type { Command, WithoutId } from '../../core/commands/commands.ts'
import type { Baseline } from '../../core/compare/schema.ts'
import type { PollDef, Result } from '../../core/kinds/kinds.ts'
import type { DeckRecord, Offers, PollView, Reactions, RoomView, Welcome } from '../../core/protocol/down.ts'
import type { ConnectRefusal } from '../../core/protocol/handshake.ts'
import type { Reply } from '../../core/protocol/refusal.ts'
import type { VoteState } from '../../core/views/vote-state.ts'
import type { Connection, ConnectionStatus } from './connection/connection.ts'
import type { Countdown } from './countdown.ts'
import { computed, reactive, readonly, watch } from 'vue'
import { drawnView } from '../../core/views/drawn-view.ts'
import { seenPoll } from '../../core/views/seen.ts'
import { voteStateOf } from '../../core/views/vote-state.ts'
import { openConnection } from './connection/connection.ts'
import { newId } from './connection/id.ts'
import { waitForAccess } from './connection/insist-on-access.ts'
import { receiveCountdown } from './countdown.ts'

/** `off`: no server is expected. `frozen`: an export, with recorded results. The others are those of the connection. */
export type DeckStatus = 'off' | 'frozen' | ConnectionStatus

interface DeckState {
  status: DeckStatus
  /** Why the server refused this page; null if it did not. */
  refusal: ConnectRefusal | null
  role: 'screen' | 'facilitator'
  room: RoomView | null
  countdown: Countdown | null
  /** Who would take which action; only a facilitator's page is told. */
  offers: Offers
  polls: Record<string, PollView>
  /** The earlier workshop that this one is compared with. */
  baseline: Baseline | null
  /** An export draws the whole deck, not only what was run. */
  all: boolean
  /** In a record: the slides that were on screen, by their keys; by their numbers in old logs. */
  shown: readonly string[]
  /** This page may move all screens. */
  mayMove: boolean
}

declare global {
  interface Window {
    /** Set by the export before the deck's scripts run: the results to print. */
    __WORKSHOP_RECORD__?: DeckRecord
  }
}

const state = reactive<DeckState>({ status: 'off', refusal: null, role: 'screen', room: null, countdown: null, offers: {}, polls: {}, baseline: null, all: false, shown: [], mayMove: false })
let connection: Connection | undefined
let stopWaiting = () => {}
const welcomed: ((welcome: Welcome) => void)[] = []
const reacted = new Set<(counts: Reactions) => void>()

/** The state from the server, or of an export. One per page: components read it and don't connect themselves. */
export const deck = readonly(state) as Readonly<DeckState>

/** Connects this deck page, and reconnects if its role changes. */
export function startDeck(role: DeckState['role']): void {
  if (connection && state.role === role)
    return
  stopWaiting()
  connection?.close()
  state.role = role
  const opened = connection = openConnection(role)
  watch([opened.status, opened.refusal], ([status, refusal]) => {
    if (opened === connection)
      Object.assign(state, { status, refusal })
  }, { immediate: true })
  stopWaiting = waitForAccess(opened)
  opened.on('welcome', (welcome) => {
    take(welcome)
    welcomed.forEach(listener => listener(welcome))
  })
  opened.on('reactions', counts => reacted.forEach(listener => listener(counts)))
  opened.on('room', takeRoom)
  opened.on('offers', offers => state.offers = offers)
  opened.on('poll', poll => state.polls[poll.def.id] = poll)
}

/** Listens to connects and reconnects; called once the page has the whole state. */
export function onWelcome(listener: (welcome: Welcome) => void): void {
  welcomed.push(listener)
}

/** Listens to reactions; returns a function that stops. */
export function onReactions(listener: (counts: Reactions) => void): () => void {
  reacted.add(listener)
  return () => void reacted.delete(listener)
}

/** Shows a record instead of a live room. */
export function freezeDeck(record: DeckRecord): void {
  state.all = record.all
  state.shown = record.shown
  take(record)
  state.status = 'frozen'
}

function takeRoom(room: RoomView): void {
  state.room = room
  state.countdown = receiveCountdown(room.countdown)
}

function take({ room, polls, baseline, mayMove }: Welcome): void {
  takeRoom(room)
  // A server that was restarted has none: they follow if there are any.
  state.offers = {}
  state.polls = Object.fromEntries(polls.map(poll => [poll.def.id, poll]))
  state.baseline = baseline ?? null
  state.mayMove = mayMove
}

/**
 * Sends a facilitator's command with a new id, and once more with the same id if there was no reply.
 * @returns the server's reply; `internal` with a message if the server can't be reached
 */
export async function sendCommand(command: WithoutId, id = newId()): Promise<Reply> {
  const away: Reply = { ok: false, code: 'internal', message: 'The workshop server does not answer. Is it running?' }
  if (!connection || connection.status.value !== 'up')
    return away
  const full = { ...command, id } as Command
  try {
    return await connection.send(full).catch(() => connection!.send(full))
  }
  catch {
    return away
  }
}

export interface PollState {
  /** The poll's definition: from the server if known, else from the deck; undefined if there is none. */
  def: PollDef | undefined
  /** The server's view of the poll; undefined without a server. */
  view: PollView | undefined
  /** What to draw. `nobody`: a result without votes. The other vote states are a print's, in place of a result. */
  show: 'no-server' | 'idle' | 'open' | 'closed' | 'result' | VoteState
}

/**
 * A poll as this page should draw it.
 * @param id the poll's, such as `cicd/bottlenecks`
 * @param declared the polls that the deck was built with
 */
export function usePoll(id: () => string | undefined, declared: readonly PollDef[]): ComputedRef<PollState> {
  return computed(() => {
    const known = state.polls[id() ?? '']
    const view = known && drawnView(known)
    const def = view?.def ?? declared.find(poll => poll.id === id())
    return { def, view, show: whatToShow(view) }
  })
}

/**
 * The last result of a poll that the room was shown, for summaries. It is the same on the facilitator's slides, and stays until a
 * further round shows votes. [S3] [V6]
 */
export function shownResult(view: PollView | undefined): Result | undefined {
  return view && seenPoll(view, state.status === 'frozen').result
}

function whatToShow(view: PollView | undefined): PollState['show'] {
  if (state.status === 'frozen')
    return view?.result && view.voters > 0 ? 'result' : voteStateOf(view)
  if (!view)
    return 'no-server'
  // Nobody can vote on it any more.
  if (state.room?.workshop.ended && view.results === 'hidden' && view.voting === 'idle')
    return 'unasked'
  if (view.results === 'hidden' || (view.voting === 'open' && view.voters === 0))
    return view.voting
  return view.voters > 0 ? 'result' : 'nobody'
}
