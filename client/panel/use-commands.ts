import type { Ref } from 'vue'
import type { WithoutId } from '../../core/commands/commands.ts'
import type { Notice } from './use-notice.ts'
import { shallowRef } from 'vue'
import { sendCommand } from '../link/deck.ts'
import { noServer } from './no-server.ts'
import { useNotice } from './use-notice.ts'

export interface Commands {
  notice: Readonly<Ref<Notice | null>>
  /** A command is under way. */
  sending: Readonly<Ref<boolean>>
  /** Sends a command and says why it was refused, or what came of it. */
  send: (command: WithoutId, done?: string) => Promise<void>
  /** Says something else about what the buttons do. */
  show: (tone: Notice['tone'], text: string) => void
}

/**
 * Buttons that send commands, and the notice beside them.
 * @param milliseconds that a notice stays
 */
export function useCommands(milliseconds?: number): Commands {
  const { notice, show } = useNotice(milliseconds)
  const sending = shallowRef(false)

  async function send(command: WithoutId, done?: string): Promise<void> {
    if (noServer.value !== null)
      return show('refused', noServer.value)
    sending.value = true
    const reply = await sendCommand(command)
    sending.value = false
    if (!reply.ok)
      show('refused', reply.message)
    else if (done !== undefined)
      show('done', done)
  }

  return { notice, sending, send, show }
}
