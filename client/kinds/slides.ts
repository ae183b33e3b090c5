import type { PollDef, PollKind, Result } from '../../core/kinds/kinds.ts'
import type { SlideKind } from './shared/slide-kind.ts'
import { board } from './board/slide.ts'
import { choice } from './choice/slide.ts'
import { dots } from './dots/slide.ts'
import { estimate } from './estimate/slide.ts'
import { matrix } from './matrix/slide.ts'
import { points } from './points/slide.ts'
import { rank } from './rank/slide.ts'
import { scale } from './scale/slide.ts'
import { text } from './text/slide.ts'
import { words } from './words/slide.ts'

type SlideKinds = { [Name in PollKind]: SlideKind<Extract<PollDef, { kind: Name }>, Extract<Result, { kind: Name }>> }

/** How slides and the panel draw every kind of poll. */
const slideKinds: SlideKinds = { choice, dots, scale, rank, points, matrix, estimate, text, words, board }

export function slideKindOf({ kind }: { kind: PollKind }): SlideKind<PollDef, Result> {
  return slideKinds[kind]
}
