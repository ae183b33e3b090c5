import type { ComputedRef, Ref } from 'vue'
import type { PollView } from '../../../core/protocol/down.ts'
import type { Notice } from '../use-notice.ts'
import type { Action, ActionCommand, Actions } from './actions.ts'
import { computed, shallowRef, watch } from 'vue'
import { newId } from '../../link/connection/id.ts'
import { deck, sendCommand } from '../../link/deck.ts'
import { noServer } from '../no-server.ts'
import { useNotice } from '../use-notice.ts'
import { actionsOf, doneWords } from './actions.ts'

export interface PollCommands {
  /** Null where no poll is on screen. */
  actions: ComputedRef<Actions | null>
  /** The action that waits for confirmation. */
  asking: ComputedRef<Action | undefined>
  /** The command that is being sent. */
  sending: Readonly<Ref<ActionCommand | null>>
  notice: Readonly<Ref<Notice | null>>
  /** Runs an action, asks for confirmation, or says why it is not possible. */
  choose: (action: Action) => void
  /** Runs the action with this shortcut, if there is one now. */
  press: (key: string) => void
  yes: () => void
  keep: () => void
  /** Shows why something else is not possible. */
  refuse: (reason: string) => void
}

/**
 * The commands for the poll on screen: what is possible, what is being sent, and the outcome.
 * @param slide the number of the slide that this page shows
 */
export function usePollCommands(poll: Ref<PollView | undefined>, slide: Ref<number>): PollCommands {
  const sending = shallowRef<ActionCommand | null>(null)
  const asked = shallowRef<ActionCommand | null>(null)
  const { notice, show, clear } = useNotice()

  const actions = computed(() => poll.value && deck.room
    ? actionsOf(poll.value, { ended: deck.room.workshop.ended, roles: deck.room.workshop.roles.length > 0 })
    : null)
  const all = computed(() => actions.value ? [...actions.value.primary, ...actions.value.secondary, actions.value.undo] : [])
  // Computed, so that the question counts ballots that arrive while it is shown.
  const asking = computed(() => all.value.find(({ command, asks, refused }) => command === asked.value && asks !== null && refused === null))

  // A question is about one round; moving to another slide cancels it.
  watch([() => poll.value?.round, slide], () => {
    asked.value = null
  })
  watch(() => poll.value?.def.id, clear)

  let queue = Promise.resolve()
  let latest: ActionCommand | null = null
  /** The last step that was sent, which the view may not contain yet. */
  let sent: { poll: string, step: string } | null = null

  /** Sends commands in sequence, so that a quick close and reveal both count. The same command twice is a double tap. */
  function send(command: ActionCommand): void {
    asked.value = null
    if (!poll.value || latest === command)
      return
    latest = command
    const { id } = poll.value.def
    queue = queue.then(async () => {
      sending.value = command
      // A quick undo means the step that was just sent.
      const step = sent?.poll === id ? sent.step : deck.polls[id]?.undo?.step ?? ''
      const own = newId()
      const reply = await sendCommand(command === 'step:undo' ? { type: command, poll: id, step } : { type: command, poll: id }, own)
      if (reply.ok)
        sent = command === 'step:undo' ? null : { poll: id, step: own }
      sending.value = null
      if (latest === command)
        latest = null
      if (poll.value?.def.id === id || !reply.ok)
        show(reply.ok ? 'done' : 'refused', reply.ok ? () => poll.value ? doneWords(command, poll.value) : '' : reply.message)
    })
  }

  function ask(command: ActionCommand): void {
    clear()
    asked.value = command
  }

  function choose(action: Action): void {
    const refused = noServer.value ?? action.refused
    if (refused !== null)
      show('refused', refused)
    else if (action.asks === null)
      send(action.command)
    else
      ask(action.command)
  }

  function press(key: string): void {
    const action = all.value.find(action => action.key === key)
    if (action)
      choose(action)
  }

  return {
    actions,
    asking,
    sending,
    notice,
    choose,
    press,
    yes: () => asking.value && send(asking.value.command),
    keep: () => asked.value = null,
    refuse: reason => show('refused', reason),
  }
}
