import type { WordsAnswer, WordsPoll, WordsResult } from './schemas/words.ts'
import type { AnswerRules, Kind } from './shared/kind.ts'
import type { WrittenTally } from './shared/written.ts'
import { signsMakeWords } from '../rules.ts'
import { clean, formerKeyOf, keyOf, lettersOf } from '../words/text.ts'
import { pure } from './shared/kind.ts'
import { sameSet } from './shared/with-options.ts'
import { countPost, WRITTEN_COLUMNS, writtenCells, writtenRows } from './shared/written.ts'

export type { WordsAnswer, WordsPoll, WordsResult } from './schemas/words.ts'

/** Letters of a word, at most. */
export const WORD_LETTERS = 30

export interface WordsTally extends WrittenTally<'words'> {
  /** The key of every word, as it is in the log. */
  keys: Map<string, string>
}

export const wordsAnswers: AnswerRules<WordsPoll, WordsAnswer> = {
  empty: { kind: 'words', words: [] },
  isEmpty: ({ words }) => words.length === 0,
  named: () => [],
  prune: (def, answer) => answer.words.length > def.max ? wordsAnswers.empty : answer,
}

/** Attendees write words for a cloud. */
export const words = /* @__PURE__ */ pure((): Kind<WordsPoll, WordsAnswer, WordsTally, WordsResult> => ({
  ...wordsAnswers,
  problem(def, { words }) {
    if (words.length > def.max)
      return `Send ${def.max} at most.`
    if (words.some(word => keyOf(word) === ''))
      return 'A word needs letters.'
    if (words.some(word => lettersOf(clean(word)) > WORD_LETTERS))
      return `A word has ${WORD_LETTERS} letters at most.`
    return new Set(words.map(keyOf)).size === words.length ? null : 'You sent this word already.'
  },
  isSame: (one, other) => sameSet(one.words, other.words),
  newTally: () => ({ kind: 'words', voters: 0, posts: new Map(), keys: new Map() }),
  count(_, tally, { words }, by) {
    // An old ballot may hold two spellings of one word.
    for (const [key, word] of new Map(words.map(word => [tally.keys.get(word) ?? keyOf(word), word])))
      countPost(tally, key, clean(word), by)
  },
  // [R10]
  result: ({ moderated }, tally, sight) => ({
    kind: 'words',
    voters: tally.voters,
    ...writtenRows({ how: { moderated, anySpelling: true }, isRanked: true, withNewest: false }, tally, sight),
  }),
  taps: ({ max }) => max,
  hasShift: true,
  columns: WRITTEN_COLUMNS,
  cells: writtenCells,
  writing: {
    marks: [],
    isGrouped: false,
    words: {
      keysOf: ({ words }, rules) => words.map(signsMakeWords(rules) ? keyOf : formerKeyOf),
      remember: (tally, { words }, keys) => keys.forEach((key, index) => tally.keys.set(words[index]!, key)),
      inherit: (tally, from) => from.keys.forEach((key, word) => tally.keys.set(word, key)),
    },
    tidy: ({ words }) => ({ kind: 'words', words: words.map(clean) }),
  },
  fromUnnamed: words => ({ kind: 'words', words: words as string[] }),
}))
