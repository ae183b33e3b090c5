import type { CommandOf } from '../../core/commands/commands.ts'
import type { Answer, PlaceAnswer } from '../../core/kinds/answer.ts'
import type { PollDef } from '../../core/kinds/poll.ts'
import { emptyAnswer, isPosts } from '../../core/kinds/answer.ts'
import { answerFrom as choiceFrom } from '../kinds/choice/form.ts'
import { answerFrom as dotsFrom } from '../kinds/dots/form.ts'
import { answerFrom as matrixFrom } from '../kinds/matrix/form.ts'
import { answerFrom as postsFrom } from '../kinds/posts/form.ts'
import { answerFrom as rankFrom } from '../kinds/rank/form.ts'
import { answerFrom as scaleFrom } from '../kinds/scale/form.ts'
import { answerFrom as wordsFrom } from '../kinds/words/form.ts'

/** Kinds whose form holds the whole answer: several taps may be sent at once. Those of other kinds change what was sent before. */
export function sendsWhole({ kind }: PollDef): boolean {
  return kind === 'choice' || kind === 'dots' || kind === 'points' || kind === 'scale'
}

/**
 * The answer that a form asks for. Nothing in it has been checked.
 * @param before the sender's answer as it stands
 */
export function answerFrom(def: PollDef, form: URLSearchParams, before: Answer | null): Answer {
  if (form.has('empty'))
    return emptyAnswer(def)
  switch (def.kind) {
    case 'choice':
      return choiceFrom(form)
    case 'dots':
    case 'points':
      return dotsFrom(def, form)
    case 'scale':
      return scaleFrom(def, form)
    case 'rank':
      return rankFrom(form, Array.isArray(before) ? before : [])
    case 'matrix':
      return matrixFrom(form, (before ?? {}) as PlaceAnswer)
    case 'words':
      return wordsFrom(form, Array.isArray(before) ? before : [])
    case 'text':
    case 'board':
      return postsFrom(form, before && isPosts(before) ? before : { posts: [], wanted: [] })
  }
}

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
    answer: ground ? answerFrom(ground.def, form, ground.before) : [],
    ...instead.length > 0 && { instead },
  }
}
