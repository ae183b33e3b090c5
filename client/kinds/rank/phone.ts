import type { RankAnswer, RankPoll } from '../../../core/kinds/rank.ts'
import type { PhoneKind } from '../shared/phone-kind.ts'
import { placesOf, rankAnswers } from '../../../core/kinds/rank.ts'
import { howMany } from '../shared/phone-kind.ts'

const progress = (def: RankPoll, { order }: RankAnswer) => howMany(order.length, placesOf(def), 'ranked')

export const rank: PhoneKind<RankPoll, RankAnswer> = {
  ...rankAnswers,
  task: def => placesOf(def) < def.options.length ? `Tap your first ${placesOf(def)} in order` : 'Tap them in your order',
  limit: def => progress(def, rankAnswers.empty),
  progress,
  isPartial: (def, { order }) => order.length < placesOf(def),
  stamp: 'Counted',
}
