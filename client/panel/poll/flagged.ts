import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity'

const matcher = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers })

/** Whether a text contains an English swear word, even in disguise. A hint for the facilitator only. */
export function isFlagged(text: string): boolean {
  return matcher.hasMatch(text)
}
