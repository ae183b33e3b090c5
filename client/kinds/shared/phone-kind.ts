/* eslint ts/method-signature-style: ["error", "method"] -- method signatures are bivariant, which lets one registry hold all kinds; callers match kinds themselves. */
import type { Component } from 'vue'
import type { AnswerRules } from '../../../core/kinds/shared/kind.ts'

/** The props of an input. It emits `cast` with an answer, and `hint` with the reason why a tap did nothing. */
export interface InputProps<Def, Answer, Result> {
  def: Def
  /** The attendee's current answer. */
  answer: Answer
  /** What the attendee is asked to do. */
  task: string
  /** An id of this round, unique over all workshops. */
  round: string
  /** An answer that the server refused. Its texts are offered again, so that nobody has to retype them. */
  refused: Answer | null
  /** The result, if it is shown while voting is open; on a board, what others ask. */
  result: Result | undefined
}

/** What a phone needs of a kind before its first vote. */
export interface PhoneKind<Def, Answer> extends AnswerRules<Def, Answer> {
  /** What the attendee is asked to do. */
  task(def: Def): string
  /** What else to know before the first tap. */
  limit(def: Def): string
  /** The attendee's progress; may be empty. */
  progress(def: Def, answer: Answer): string
  /** Whether some of what the poll asks for has no answer yet; absent where any answer is a whole one. */
  isPartial?(def: Def, answer: Answer): boolean
  /** How a counted ballot is labelled. */
  stamp: 'Counted' | 'Sent'
  /** Dots to draw; true for one that is left to spend. */
  dots?(def: Def, answer: Answer): boolean[]
  /** The input for the first vote, in kinds for which it is loaded with the page; absent if it is loaded later. */
  first?: {
    /** Gets `InputProps`. */
    Input: Component
    /** Reads the whole answer from a form, which can contain several taps. The answer has not been validated. */
    answerFrom(def: Def, form: URLSearchParams): Answer
  }
}

/** A line of a result. */
export interface ResultLine {
  id: string
  label: string
  /** The number before the label; may be empty. */
  number: string
  /** What the number counts. */
  more: string
  /** The length of its bar, from 0 to 1; null for no bar. */
  reach: number | null
  /** The attendee's own part of it, in words; may be empty. */
  own: string
  /** In a quiz: it is right. */
  isRight?: boolean
}

/** A line of the attendee's own answer. */
export interface OwnLine {
  id: string
  label: string
  /** What the attendee gave it; empty if the label says it all. */
  given: string
}

/** What a phone needs of a kind later: results, and inputs that most first votes don't need. */
export interface LaterPhoneKind<Def, Answer, Result> {
  /** The input for the first vote, in kinds for which it is not loaded with the page. */
  first?: {
    /** Gets `InputProps`. */
    Input: Component
    /**
     * Applies a form to the answer that the server has. The result has not been validated.
     * @param before the sender's current answer
     */
    answerFrom(form: URLSearchParams, before: Answer): Answer
  }
  /** The attendee's answer in words, with a line for every item. */
  own(def: Def, answer: Answer): OwnLine[]
  /** How many were right, in kinds that can be a quiz; undefined if the poll is none. */
  right?(result: Result): number | undefined
  /** @param answer the attendee's */
  lines?(def: Def, result: Result, answer: Answer): ResultLine[]
  /** Draws the result instead of these lines; gets `def`, `result` and `answer`. */
  Result?: Component
}

/** Why a tap did nothing, where an option is picked once. */
export const PICKED_ALREADY = 'You have picked this one already.'

/** The attendee's progress with a number of items. */
export function howMany(done: number, all: number, what: string): string {
  return done === all && all > 1 ? `All ${all} ${what}` : `${done} of ${all} ${what}`
}

/** What to know before writing. */
export function writingLimit({ moderated }: { moderated: boolean }): string {
  return moderated ? 'Nobody sees who wrote it. It is read before it is shown.' : 'Nobody sees who wrote it.'
}
