import type { ComputedRef } from 'vue'
import type { Command, WithoutId } from '../../core/commands/commands.ts'
import type { PollDef, Result } from '../../core/kinds/kinds.ts'
import type { PollView, Reactions, RoomView, Welcome } from '../../core/protocol/down.ts'
import type { Reply } from '../../core/protocol/refusal.ts'
import type { Connection, ConnectionStatus } from './connection.ts'
import { computed, reactive, readonly, watch } from 'vue'
import { drawnView } from '../../core/views/drawn-view.ts'
import { openConnection } from './connection.ts'
import { newId } from './id.ts'

/** `off`: no server is expected. `frozen`: an export, results are as they were. The others as the connection has them. */
export type DeckStatus = 'off' | 'frozen' | ConnectionStatus

interface DeckState {
  status: DeckStatus
  role: 'screen' | 'facilitator'
  room: RoomView | null
  polls: Record<string, PollView>
  /** This page may move the slides of all. */
  mayMove: boolean
}

declare global {
  interface Window {
    /** Set by the export before the deck's scripts run: the results to print. */
    __WORKSHOP_RECORD__?: Welcome
  }
}

const state = reactive<DeckState>({ status: 'off', role: 'screen', room: null, polls: {}, mayMove: false })
let connection: Connection | undefined
const welcomed: ((welcome: Welcome) => void)[] = []
const reacted = new Set<(counts: Reactions) => void>()

/** What the server says, or what an export froze. One for the page; components read, they do not connect. */
export const deck = readonly(state) as Readonly<DeckState>

/** Connects this deck page, anew where its role changes. */
export function startDeck(role: DeckState['role']): void {
  if (connection && state.role === role)
    return
  connection?.close()
  state.role = role
  const opened = connection = openConnection(role)
  watch(opened.status, (status) => {
    if (opened === connection)
      state.status = status
  }, { immediate: true })
  opened.on('welcome', (welcome) => {
    take(welcome)
    welcomed.forEach(listener => listener(welcome))
  })
  opened.on('reactions', counts => reacted.forEach(listener => listener(counts)))
  opened.on('room', room => state.room = room)
  opened.on('poll', poll => state.polls[poll.def.id] = poll)
}

/** Calls back on every connect and reconnect, once the page has the whole state. */
export function onWelcome(listener: (welcome: Welcome) => void): void {
  welcomed.push(listener)
}

/** Calls back with what the room sends; returns how to stop that. */
export function onReactions(listener: (counts: Reactions) => void): () => void {
  reacted.add(listener)
  return () => void reacted.delete(listener)
}

/** Shows a record instead of a live room. */
export function freezeDeck(record: Welcome): void {
  state.status = 'frozen'
  take(record)
}

function take({ room, polls, mayMove }: Welcome): void {
  state.room = room
  state.polls = Object.fromEntries(polls.map(poll => [poll.def.id, poll]))
  state.mayMove = mayMove
}

/**
 * Sends a facilitator's command under a fresh id, once more under the same id if no answer came.
 * @returns the server's answer; `internal` with a plain message where the server cannot be reached
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
  /** The poll's definition: the server's where it is known, else the deck's own; undefined where no one declared it. */
  def: PollDef | undefined
  /** How the round stands; undefined without a server. */
  view: PollView | undefined
  /** What to draw. `nobody`: the result is due, or printed, and holds no vote. */
  show: 'no-server' | 'idle' | 'open' | 'closed' | 'result' | 'nobody'
}

/**
 * One poll as this page should draw it.
 * @param id poll id, such as `cicd/bottlenecks`
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
 * What the room was shown of a poll last, for summaries: the facilitator's own slides hold no more, and a round that shows no votes
 * yet leaves the one before it standing. [S3] [V6]
 */
export function shownResult(view: PollView | undefined): Result | undefined {
  const isShown = state.status === 'frozen' || (view?.results === 'shown' && view.voters > 0)
  return isShown ? view?.result : view?.earlier?.result
}

function whatToShow(view: PollView | undefined): PollState['show'] {
  if (state.status === 'frozen')
    return view?.result && view.voters > 0 ? 'result' : 'nobody'
  if (!view)
    return 'no-server'
  if (view.results === 'hidden' || (view.voting === 'open' && view.voters === 0))
    return view.voting
  return view.voters > 0 ? 'result' : 'nobody'
}
