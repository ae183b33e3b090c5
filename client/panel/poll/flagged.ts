import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity'

const matcher = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers })

/** Whether a text holds an English swear word, also in disguise. It marks for the facilitator; it decides nothing. */
export function isFlagged(text: string): boolean {
  return matcher.hasMatch(text)
}
