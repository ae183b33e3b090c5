import type { CommandOf } from '../../core/commands/commands.ts'
import type { Answer, PollDef } from '../../core/kinds/kinds.ts'
import { laterPhoneKindOf } from '../kinds/later-on-phone.ts'
import { phoneKindOf } from '../kinds/phone.ts'

/**
 * The answer that a form asks for. Nothing in it has been checked.
 * @param before the sender's answer as it stands
 */
export function answerFrom(def: PollDef, form: URLSearchParams, before: Answer | null): Answer {
  const { empty, first } = phoneKindOf(def)
  if (form.has('empty'))
    return empty
  return first?.answerFrom(def, form) ?? laterPhoneKindOf(def).first!.answerFrom(form, before ?? empty)
}

/** To a poll that is not there. */
const NONE: Answer = { kind: 'choice', options: [] }

type FormCommand = CommandOf<'ballot:cast'> | CommandOf<'role:say'> | CommandOf<'seat:claim'>

/** What a form is about: the poll, the round, and how the sender's ballot in it stands. */
export interface Ground {
  def: PollDef
  before: Answer | null
}

/**
 * The command that a form of the page stands for. Nothing in it has been checked.
 * @param id for forms that bring none
 * @param groundOf finds a poll; undefined where there is none
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
