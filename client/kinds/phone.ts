import type { Answer, PollDef, PollKind } from '../../core/kinds/kinds.ts'
import type { PhoneKind } from './shared/phone-kind.ts'
import { board } from './board/phone.ts'
import { choice } from './choice/phone.ts'
import { dots } from './dots/phone.ts'
import { estimate } from './estimate/phone.ts'
import { matrix } from './matrix/phone.ts'
import { points } from './points/phone.ts'
import { rank } from './rank/phone.ts'
import { scale } from './scale/phone.ts'
import { text } from './text/phone.ts'
import { words } from './words/phone.ts'

type PhoneKinds = { [Name in PollKind]: PhoneKind<Extract<PollDef, { kind: Name }>, Extract<Answer, { kind: Name }>> }

/** What phones need of every kind of poll before the first vote. */
const phoneKinds: PhoneKinds = { choice, dots, scale, rank, points, matrix, estimate, text, words, board }

export function phoneKindOf({ kind }: { kind: PollKind }): PhoneKind<PollDef, Answer> {
  return phoneKinds[kind]
}
