import type { Answer, PollDef, PollKind, Result } from '../../core/kinds/kinds.ts'
import type { LaterPhoneKind } from './shared/phone-kind.ts'
import { board } from './board/later.ts'
import { choice } from './choice/later.ts'
import { dots } from './dots/later.ts'
import { estimate } from './estimate/later.ts'
import { matrix } from './matrix/later.ts'
import { points } from './points/later.ts'
import { rank } from './rank/later.ts'
import { scale } from './scale/later.ts'
import { text } from './text/later.ts'
import { words } from './words/later.ts'

type LaterPhoneKinds = { [Name in PollKind]: LaterPhoneKind<Extract<PollDef, { kind: Name }>, Extract<Answer, { kind: Name }>, Extract<Result, { kind: Name }>> }

/** What phones need of every kind of poll after the first vote. */
const laterPhoneKinds: LaterPhoneKinds = { choice, dots, scale, rank, points, matrix, estimate, text, words, board }

export function laterPhoneKindOf({ kind }: { kind: PollKind }): LaterPhoneKind<PollDef, Answer, Result> {
  return laterPhoneKinds[kind]
}
