import type { Answer, PollDef, PollKind } from '../../core/kinds/kinds.ts'
import type { AnswerRules } from '../../core/kinds/shared/kind.ts'
import type { Refusal } from '../../core/protocol/refusal.ts'
import { hasOptions, isKnown } from '../../core/kinds/shared/with-options.ts'

/** Finds the rules for the answers of a kind. */
export type RulesOf = (about: { kind: PollKind }) => AnswerRules<PollDef, Answer>

const GONE = 'An option you picked is gone.'

function namesGone(rulesOf: RulesOf, def: PollDef, answer: Answer): boolean {
  return hasOptions(def) && rulesOf(answer).named(answer).some(id => !isKnown(def, id))
}

/**
 * What a new definition removed from an answer, in words; null if nothing. [D2]
 * @param before the definition under which the answer was given
 */
export function lossNotice(rulesOf: RulesOf, before: PollDef, after: PollDef, answer: Answer): string | null {
  const { prune, isEmpty } = rulesOf(answer)
  const was = prune(before, answer)
  if (namesGone(rulesOf, after, was))
    return GONE
  return isEmpty(prune(after, was)) && !isEmpty(was) ? 'This vote has new limits: yours no longer counts.' : null
}

/** Why a tap did not count, in words for the attendee: the server's message, or another one if that is for developers. */
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
