import type { Answer, PollDef, PollKind } from '../../core/kinds/kinds.ts'
import type { PhoneKind } from './phone-kind.ts'
import { board } from './board/phone.ts'
import { choice } from './choice/phone.ts'
import { dots } from './dots/phone.ts'
import { matrix } from './matrix/phone.ts'
import { points } from './points/phone.ts'
import { rank } from './rank/phone.ts'
import { scale } from './scale/phone.ts'
import { text } from './text/phone.ts'
import { words } from './words/phone.ts'

type PhoneKinds = { [Name in PollKind]: PhoneKind<Extract<PollDef, { kind: Name }>, Extract<Answer, { kind: Name }>> }

/** How phones ask for a vote in every kind of poll. */
const phoneKinds: PhoneKinds = { choice, dots, scale, rank, points, matrix, text, words, board }

export function phoneKindOf({ kind }: { kind: PollKind }): PhoneKind<PollDef, Answer> {
  return phoneKinds[kind]
}
