import type { PostsAnswer } from '../../../core/kinds/answer.ts'
import { clean } from '../../../core/words/text.ts'
import { newId } from '../../link/id.ts'

/** The form adds a text to those that the server has, or takes one back; on a board, the same of what others ask. */
export function answerFrom(form: URLSearchParams, { posts, wanted }: PostsAnswer): PostsAnswer {
  const take = form.get('take')
  const want = form.get('want')
  const leave = form.get('leave')
  if (take !== null)
    return { posts: posts.filter(({ id }) => id !== take), wanted }
  if (want !== null)
    return { posts, wanted: [...wanted.filter(id => id !== want), want] }
  if (leave !== null)
    return { posts, wanted: wanted.filter(id => id !== leave) }
  // An empty one is sent as well: its sender is told what is wrong with it.
  const text = clean(form.get('text') ?? '') || ' '
  return posts.some(post => post.text === text) ? { posts, wanted } : { posts: [...posts, { id: newId(), text }], wanted }
}
