import type { BoardAnswer } from '../../../core/kinds/board.ts'
import { postsFrom } from '../shared/posts/form.ts'

/** The form can also add or remove somebody else's question as wanted. */
export function answerFrom(form: URLSearchParams, before: BoardAnswer): BoardAnswer {
  const { posts, wanted } = before
  const want = form.get('want')
  const leave = form.get('leave')
  if (want !== null)
    return { ...before, wanted: [...wanted.filter(id => id !== want), want] }
  if (leave !== null)
    return { ...before, wanted: wanted.filter(id => id !== leave) }
  return { kind: 'board', posts: postsFrom(form, posts), wanted }
}
