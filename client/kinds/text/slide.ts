import type { TextPoll, TextResult } from '../../../core/kinds/text.ts'
import type { SlideKind } from '../shared/slide-kind.ts'
import PostWall from '../shared/posts/PostWall.vue'

export const text: SlideKind<TextPoll, TextResult> = {
  instruction: ({ max }) => max === 1 ? 'Write one text' : `Write up to ${max} texts`,
  invitation: 'Write it as you would say it. Nobody sees who wrote it.',
  drawing: { component: PostWall, props: { isBoard: false } },
  sight: 'what you let through',
}
