import type { AnswerRules } from '../../core/kinds/kind.ts'
import type { Answer, PollDef, PollKind } from '../../core/kinds/kinds.ts'
import type { Refusal } from '../../core/protocol/refusal.ts'
import { isKnown } from '../../core/kinds/with-options.ts'

/** The rules of each kind's answers. */
export type RulesOf = (about: { kind: PollKind }) => AnswerRules<PollDef, Answer>

const GONE = 'An option you picked is gone.'

function namesGone(rulesOf: RulesOf, def: PollDef, answer: Answer): boolean {
  return 'options' in def && rulesOf(answer).named(answer).some(id => !isKnown(def, id))
}

/**
 * What a new definition took out of an answer, in words; null when it took nothing. [D2]
 * @param before the definition that the answer was given under
 */
export function lossNotice(rulesOf: RulesOf, before: PollDef, after: PollDef, answer: Answer): string | null {
  const { prune, isEmpty } = rulesOf(answer)
  const was = prune(before, answer)
  if (namesGone(rulesOf, after, was))
    return GONE
  return isEmpty(prune(after, was)) && !isEmpty(was) ? 'This vote has new limits: yours counts no more.' : null
}

/** Why a tap did not count, for its sender: the server's words, or others where those are for whoever writes a client. */
export function refusalWords(rulesOf: RulesOf, { code, message }: Refusal, answer: Answer, def: PollDef | undefined): string {
  switch (code) {
    case 'not_found':
      return 'This vote is gone.'
    case 'malformed':
      return (def?.kind === answer.kind && rulesOf(answer).problem?.(def, answer)) || 'Write it shorter, or load this page again.'
    default:
      return def && namesGone(rulesOf, def, answer) ? `${GONE} Pick again.` : message
  }
}
