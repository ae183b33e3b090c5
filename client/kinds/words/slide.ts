import type { WordsPoll, WordsResult } from '../../../core/kinds/words.ts'
import type { SlideKind } from '../shared/slide-kind.ts'
import WordCloud from './WordCloud.vue'

export const words: SlideKind<WordsPoll, WordsResult> = {
  instruction: ({ max }) => max === 1 ? 'One word each' : `Up to ${max} words each`,
  invitation: 'What comes to mind first? Your words build a cloud here.',
  drawing: { component: WordCloud },
  sight: 'what you let through',
}
