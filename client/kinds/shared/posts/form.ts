import type { Post } from '../../../../core/kinds/schemas/fields.ts'
import { clean } from '../../../../core/words/text.ts'
import { newId } from '../../../link/connection/id.ts'

/** The form adds a text to those that the server has, or takes one back. */
export function postsFrom(form: URLSearchParams, posts: readonly Post[]): Post[] {
  const take = form.get('take')
  if (take !== null)
    return posts.filter(({ id }) => id !== take)
  // An empty text is sent too, so that the core's refusal tells the sender what is wrong.
  const text = clean(form.get('text') ?? '') || ' '
  return posts.some(post => post.text === text) ? [...posts] : [...posts, { id: newId(), text }]
}
