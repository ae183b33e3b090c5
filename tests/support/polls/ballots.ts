import type { Answer, PollDef } from '../../../core/kinds/kinds.ts'
import type { OptionPoll } from '../../../core/kinds/shared/with-options.ts'
import { mostDots } from '../../../core/kinds/dots.ts'
import { STEPS } from '../../../core/kinds/matrix.ts'
import { placesOf } from '../../../core/kinds/rank.ts'
import { optionsOf } from '../../../core/kinds/shared/with-options.ts'
import { asks, divides, estimates, picks, places, ranks, rates, says, spends, writes } from './answers.ts'

/**
 * Any answer that fits a poll and is not empty. Two rooms that draw from different numbers answer differently.
 * @param random from 0 up to 1
 * @param writer tells the texts of one attendee from another's
 */
export function anyAnswer(def: PollDef, random: () => number, writer: string): Answer {
  const upTo = (most: number) => 1 + Math.floor(random() * most)
  const ids = optionsOf(def).map(({ id }) => id).map(id => ({ id, at: random() })).sort((a, b) => a.at - b.at).map(({ id }) => id)
  const some = () => ids.slice(0, upTo(ids.length))
  const post = () => ({ id: `post-${writer}-${upTo(1_000_000)}`, text: 'What somebody wrote. '.repeat(upTo(10)) })
  switch (def.kind) {
    case 'choice':
      return picks(...ids.slice(0, upTo(Math.min(def.max, ids.length))))
    case 'rank':
      return ranks(...ids.slice(0, upTo(placesOf(def))))
    case 'dots':
      return spends({ [ids[0]!]: upTo(mostDots(def)) })
    case 'points':
      return divides({ [ids[0]!]: upTo(def.points) })
    case 'scale':
      return rates(Object.fromEntries(some().map(id => [id, def.unsure === undefined ? upTo(def.levels.length) : upTo(def.levels.length + 1) - 1])))
    case 'matrix':
      return places(Object.fromEntries(some().map(id => [id, [upTo(STEPS), upTo(STEPS)]])))
    case 'estimate':
      return estimates(def.min + (upTo(Math.floor((def.max - def.min) / def.step) + 1) - 1) * def.step)
    case 'words':
      return says(`Word ${upTo(1_000_000)}`)
    case 'text':
      return writes(post())
    case 'board':
      return asks([post()])
  }
}

/** An answer that names one option, with the least that it may be given. */
export function answerNaming({ kind }: OptionPoll, id: string): Answer {
  switch (kind) {
    case 'choice':
      return picks(id)
    case 'dots':
      return spends({ [id]: 1 })
    case 'scale':
      return rates({ [id]: 1 })
    case 'rank':
      return ranks(id)
    case 'points':
      return divides({ [id]: 1 })
    case 'matrix':
      return places({ [id]: [1, 1] })
  }
}
