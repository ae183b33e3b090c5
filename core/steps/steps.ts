import type { PollCommandType } from './names.ts'
import type { PollStep } from './step.ts'
import { close } from './close.ts'
import { open } from './open.ts'
import { repeat } from './repeat.ts'
import { reset, restore } from './reset.ts'
import { hide, reveal } from './reveal.ts'
import { merge, split } from './split.ts'

/** The rules of every command about a poll. */
export const steps: Record<PollCommandType, PollStep> = {
  'poll:open': open,
  'poll:close': close,
  'poll:reveal': reveal,
  'poll:hide': hide,
  'poll:reset': reset,
  'poll:restore': restore,
  'poll:repeat': repeat,
  'poll:split': split,
  'poll:merge': merge,
}
