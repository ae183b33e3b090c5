import type { Target } from './attack.ts'
import { attack, ATTENDEES } from './attack.ts'
import { chanceFrom } from './chance.ts'
import { hangUp } from './polling.ts'

/** Attackers at once: fewer than there are attendees, so that no two are the same one. */
const AT_ONCE = Math.min(12, ATTENDEES / 2)
/** Requests without an answer after which nobody has to wait for more of them. */
const ENOUGH = 50

/** Attacks until so many frames are out. The attacks of a storm are the same for the same seed. */
export async function storm(target: Target, frames: number, seed: number, isOver: () => boolean): Promise<void> {
  const until = target.report.frames + frames
  let no = 0
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (target.report.frames < until && target.report.wrong.unanswered.length < ENOUGH && !isOver()) {
      const own = no++
      try {
        await attack(own, target, chanceFrom(Math.imul(seed, 1_000_003) + own))
      }
      catch (error) {
        target.report.accuse('unanswered', `attack ${own}: ${(error as Error).message}`)
      }
    }
  }))
  hangUp()
}
