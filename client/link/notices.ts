import type { Answer } from '../../core/kinds/answer.ts'
import type { PollDef } from '../../core/kinds/poll.ts'
import type { Refusal } from '../../core/protocol/refusal.ts'
import { isEmpty } from '../../core/kinds/answer.ts'
import { hasOptions } from '../../core/kinds/kinds.ts'
import { fitting } from './own-answer.ts'

const GONE = 'An option you picked is gone.'

function namesGone(def: PollDef, answer: Answer): boolean {
  return hasOptions(def) && (Array.isArray(answer) ? answer : Object.keys(answer)).some(id => def.options.every(option => option.id !== id))
}

/**
 * What a new definition took out of an answer, in words; null when it took nothing. [D2]
 * @param before the definition that the answer was given under
 */
export function lossNotice(before: PollDef, after: PollDef, answer: Answer): string | null {
  const was = fitting(before, answer)
  if (namesGone(after, was))
    return GONE
  return isEmpty(fitting(after, was)) && !isEmpty(was) ? 'This vote has new limits: yours counts no more.' : null
}

/** Why a tap did not count, for its sender: the server's words, or others where those are for whoever writes a client. */
export function refusalWords({ code, message }: Refusal, answer: Answer, def: PollDef | undefined): string {
  switch (code) {
    case 'not_found':
      return 'This vote is gone.'
    case 'malformed':
      return 'Write it shorter, or load this page again.'
    default:
      return def && namesGone(def, answer) ? `${GONE} Pick again.` : message
  }
}
