import type { PollDef } from '../kinds/kinds.ts'

/** Whether a poll asks what became of the actions of last time. [K3] */
export function asksFollowUp(def: PollDef): boolean {
  return def.kind === 'scale' && def.from?.actions === 'last'
}
