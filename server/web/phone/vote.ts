import type { Note } from '../../../client/link/attendee.ts'
import type { FormCommand } from '../../../client/phone/form.ts'
import type { RefusalCode, Reply } from '../../../core/protocol/refusal.ts'
import { isEmpty } from '../../../core/kinds/kinds.ts'

const STATUS: Partial<Record<RefusalCode, number>> = { rate_limited: 429, malformed: 400, storage_failed: 503, internal: 503 }

/** The status of HTTP that an answer has for a script. */
export function statusOf(reply: Reply): number {
  return reply.ok ? 200 : STATUS[reply.code] ?? 409
}

/** What became of a form, for its sender; nothing where the page that comes next says it by itself. */
export function noteOf(command: FormCommand, reply: Reply): Note | undefined {
  if (command.type !== 'ballot:cast')
    return reply.ok ? undefined : { text: reply.message }
  if (reply.ok)
    return { text: isEmpty(command.answer) ? 'Your vote is taken back.' : 'Your vote is in.' }
  return { text: `That did not count. ${reply.message}`, refused: command.answer }
}
