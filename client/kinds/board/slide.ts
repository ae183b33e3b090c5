import type { BoardPoll, BoardResult } from '../../../core/kinds/board.ts'
import type { SlideKind } from '../shared/slide-kind.ts'
import PostWall from '../shared/posts/PostWall.vue'

export const board: SlideKind<BoardPoll, BoardResult> = {
  instruction: () => 'Ask, and want what others ask',
  invitation: 'Ask what you want to know. Nobody sees who asked.',
  drawing: { component: PostWall, props: { isBoard: true } },
  sight: 'what you let through',
}
