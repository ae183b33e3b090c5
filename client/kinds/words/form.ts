import type { WordsAnswer } from '../../../core/kinds/words.ts'
import { clean, keyOf } from '../../../core/words/text.ts'

/** The form adds a word to those that the server has, or takes one back. */
export function answerFrom(form: URLSearchParams, { words }: WordsAnswer): WordsAnswer {
  return { kind: 'words', words: wordsFrom(form, words) }
}

function wordsFrom(form: URLSearchParams, words: readonly string[]): string[] {
  const take = form.get('take')
  if (take !== null)
    return words.filter(word => word !== take)
  // An empty word is sent too, so that the core's refusal tells the sender what is wrong.
  const word = clean(form.get('word') ?? '') || ' '
  return words.some(other => keyOf(other) === keyOf(word)) ? [...words] : [...words, word]
}
