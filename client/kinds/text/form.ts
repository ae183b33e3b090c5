import type { TextAnswer } from '../../../core/kinds/text.ts'
import { postsFrom } from '../shared/posts/form.ts'

/** The form adds a text to those that the server has, or takes one back. */
export function answerFrom(form: URLSearchParams, { posts }: TextAnswer): TextAnswer {
  return { kind: 'text', posts: postsFrom(form, posts) }
}
