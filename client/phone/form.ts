import type { CommandOf } from '../../core/commands/commands.ts'
import type { Answer, PollDef } from '../../core/kinds/kinds.ts'
import { POLL_KINDS } from '../../core/kinds/kinds.ts'
import { laterPhoneKindOf } from '../kinds/later-on-phone.ts'
import { phoneKindOf } from '../kinds/phone.ts'
import { progressOf } from './ahead/items.ts'

/**
 * Reads an answer from a form. It has not been validated.
 * @param before the sender's current answer
 */
export function answerFrom(def: PollDef, form: URLSearchParams, before: Answer | null): Answer {
  const { empty, first } = phoneKindOf(def)
  if (form.has('empty'))
    return empty
  return first?.answerFrom(def, form) ?? laterPhoneKindOf(def).first!.answerFrom(form, before ?? empty)
}

/** Whether a form of this poll has sent all that it asks for, so that the attendee is done with it. */
export function isWhole(def: PollDef, answer: Answer): boolean {
  return phoneKindOf(def).first !== undefined && progressOf(def, answer) === 'answered'
}

/** The answer to an unknown poll, which the core will refuse. */
const NONE = phoneKindOf({ kind: POLL_KINDS[0] }).empty

export type FormCommand = CommandOf<'ballot:cast'> | CommandOf<'role:say'> | CommandOf<'seat:claim'>

/** The context of a form: the poll, its round, and the sender's current ballot. */
export interface Ground {
  def: PollDef
  before: Answer | null
}

/**
 * Converts a form of the page to a command. It has not been validated.
 * @param id for forms without one
 * @param groundOf finds a poll; undefined if there is none
 */
export function commandFrom(form: URLSearchParams, id: string, groundOf: (poll: string, round: string) => Ground | undefined): FormCommand {
  const role = form.get('role')
  const code = form.get('code')
  if (role !== null)
    return { type: 'role:say', id, role: role || null }
  if (code !== null)
    return { type: 'seat:claim', id, code }
  const poll = form.get('poll') ?? ''
  const round = form.get('round') ?? ''
  const ground = groundOf(poll, round)
  const instead = form.getAll('instead')
  return {
    type: 'ballot:cast',
    id: form.get('id') ?? id,
    poll,
    round,
    answer: ground ? answerFrom(ground.def, form, ground.before) : NONE,
    ...instead.length > 0 && { instead },
  }
}
