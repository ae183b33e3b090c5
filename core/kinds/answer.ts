import type { OptionPoll, PollDef } from './poll.ts'
import { clean, keyOf, lettersOf } from '../words/text.ts'
import { highestOf, optionsOf, placesOf, STEPS, TEXT_LETTERS, WORD_LETTERS } from './kinds.ts'

/** `choice`: the picked option ids. `rank`: option ids, the first place first. `words`: the words. */
export type ListAnswer = string[]
/** `dots`: dots for each option id. `scale`: the level, counted from 1. `points`: points. */
export type NumberAnswer = Record<string, number>
/** `matrix`: for each option id the steps to the right and upwards, counted from 1. */
export type PlaceAnswer = Record<string, [x: number, y: number]>
/** A text or a question. Its id is its sender's own making, and never stands for another text in the same round. */
export interface Post {
  id: string
  text: string
}
/** `text` and `board`: what the attendee wrote, and the ids of others' questions that the attendee wants answered too. */
export interface PostsAnswer {
  posts: Post[]
  wanted: string[]
}
/** One attendee's answer. An empty one takes the ballot back. */
export type Answer = ListAnswer | NumberAnswer | PlaceAnswer | PostsAnswer

export type Shape = 'list' | 'numbers' | 'places' | 'posts'

const shapes: Record<PollDef['kind'], Shape> = {
  choice: 'list',
  rank: 'list',
  words: 'list',
  dots: 'numbers',
  scale: 'numbers',
  points: 'numbers',
  matrix: 'places',
  text: 'posts',
  board: 'posts',
}

/** The form that an answer to this poll has. */
export function shapeOf({ kind }: PollDef): Shape {
  return shapes[kind]
}

/** The answer that takes a ballot back. */
export function emptyAnswer(def: PollDef): Answer {
  const shape = shapeOf(def)
  return shape === 'list' ? [] : shape === 'posts' ? { posts: [], wanted: [] } : {}
}

export function isPosts(answer: Answer): answer is PostsAnswer {
  return !Array.isArray(answer) && Array.isArray(answer.posts) && typeof answer.posts[0] !== 'number'
}

/** Whether an answer to a poll with options names one of them. */
export function names(answer: Answer, id: string): boolean {
  return Array.isArray(answer) ? answer.includes(id) : Object.hasOwn(answer, id)
}

export function isEmpty(answer: Answer): boolean {
  if (Array.isArray(answer))
    return answer.length === 0
  return isPosts(answer) ? answer.posts.length === 0 && answer.wanted.length === 0 : Object.keys(answer).length === 0
}

/** An answer as it is kept: what was written without what is never shown. [A10] */
export function tidy(def: PollDef, answer: Answer): Answer {
  if (isPosts(answer))
    return { ...answer, posts: answer.posts.map(({ id, text }) => ({ id, text: clean(text) })) }
  return def.kind === 'words' && Array.isArray(answer) ? answer.map(clean) : answer
}

/** The same vote, in whatever order it was tapped; the order of a `rank` is the vote. */
export function isSameAnswer(def: PollDef, one: Answer, other: Answer): boolean {
  const text = (answer: Answer): string => {
    if (Array.isArray(answer))
      return JSON.stringify(def.kind === 'rank' ? answer : answer.toSorted())
    return JSON.stringify(isPosts(answer) ? answer : Object.entries(answer).sort(([a], [b]) => a < b ? -1 : 1))
  }
  return text(one) === text(other)
}

/**
 * Says what is wrong with an answer, in words for the attendee, or null when it fits the poll. [A1] to [A10]
 */
export function problemWith(poll: PollDef, answer: Answer): string | null {
  const posts = isPosts(answer)
  const shape: Shape = Array.isArray(answer)
    ? 'list'
    : posts ? 'posts' : Object.values(answer).some(value => Array.isArray(value)) ? 'places' : 'numbers'
  const wanted = shapeOf(poll)
  // An empty record is nobody's in particular.
  if (shape !== wanted && !(wanted === 'places' && isEmpty(answer) && shape === 'numbers'))
    return shapeWords[wanted]
  switch (poll.kind) {
    case 'choice':
      return listProblem(poll, answer as ListAnswer, poll.max, 'Pick')
    case 'rank':
      return listProblem(poll, answer as ListAnswer, placesOf(poll), 'Rank')
    case 'words':
      return wordsProblem(answer as ListAnswer, poll.max)
    case 'text':
    case 'board':
      return postsProblem(poll.kind, answer as PostsAnswer, poll.max)
    case 'matrix':
      return strangerProblem(poll, Object.keys(answer)) ?? placesProblem(Object.values(answer as PlaceAnswer))
    default:
      return strangerProblem(poll, Object.keys(answer)) ?? numbersProblem(poll, Object.values(answer as NumberAnswer))
  }
}

const shapeWords: Record<Shape, string> = {
  list: 'The answer is a list.',
  numbers: 'The answer is a number for each option id.',
  places: 'The answer is a place, as two numbers, for each option id.',
  posts: 'The answer is a list of posts and a list of wanted ids.',
}

function strangerProblem(poll: PollDef, ids: string[]): string | null {
  const stranger = ids.find(id => !optionsOf(poll).some(option => option.id === id))
  return stranger === undefined ? null : `This poll has no option "${stranger}".`
}

function listProblem(poll: OptionPoll, answer: ListAnswer, max: number, verb: string): string | null {
  if (answer.some((id, index) => answer.indexOf(id) !== index))
    return 'Each option can be named once.'
  return answer.length > max ? `${verb} ${max} at most.` : strangerProblem(poll, answer)
}

function numbersProblem(poll: Extract<PollDef, { kind: 'dots' | 'scale' | 'points' }>, numbers: number[]): string | null {
  const highest = highestOf(poll)
  if (numbers.some(number => !Number.isInteger(number) || number < 1 || number > highest))
    return `Each number is a whole one from 1 to ${highest}.`
  const spent = numbers.reduce((sum, number) => sum + number, 0)
  if (poll.kind === 'dots' && spent > poll.dots)
    return `There are ${poll.dots} dots to spend.`
  return poll.kind === 'points' && spent > poll.points ? `There are ${poll.points} points to divide.` : null
}

function placesProblem(places: [number, number][]): string | null {
  const fits = (step: unknown) => Number.isInteger(step) && (step as number) >= 1 && (step as number) <= STEPS
  return places.every(place => Array.isArray(place) && place.length === 2 && place.every(fits)) ? null : `A place is two whole numbers from 1 to ${STEPS}.`
}

function wordsProblem(words: string[], max: number): string | null {
  if (words.length > max)
    return `Send ${max} at most.`
  if (words.some(word => keyOf(word) === ''))
    return 'A word needs letters.'
  if (words.some(word => lettersOf(clean(word)) > WORD_LETTERS))
    return `A word has ${WORD_LETTERS} letters at most.`
  return new Set(words.map(keyOf)).size === words.length ? null : 'You sent this word already.'
}

function postsProblem(kind: 'text' | 'board', { posts, wanted }: PostsAnswer, max: number): string | null {
  if (posts.length > max)
    return `Send ${max} at most.`
  if (posts.some(({ text }) => clean(text) === ''))
    return 'Write something first.'
  if (posts.some(({ text }) => lettersOf(text) > TEXT_LETTERS))
    return `There is room for ${TEXT_LETTERS} letters.`
  if (new Set(posts.map(({ id }) => id)).size !== posts.length || new Set(wanted).size !== wanted.length)
    return 'Each id can be named once.'
  return kind === 'text' && wanted.length > 0 ? 'Texts of this poll take no votes.' : null
}

/** The answer without the options that the poll no longer has, or beyond what it now allows. [D2] */
export function prune(poll: PollDef, answer: Answer): Answer {
  const known = new Set(optionsOf(poll).map(option => option.id))
  const kept = shapeOf(poll) === 'posts' || poll.kind === 'words'
    ? answer
    : Array.isArray(answer)
      ? answer.filter(id => known.has(id))
      : Object.fromEntries(Object.entries(answer).filter(([id]) => known.has(id))) as NumberAnswer
  return problemWith(poll, kept) === null ? kept : emptyAnswer(poll)
}
