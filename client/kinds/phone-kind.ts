/* eslint ts/method-signature-style: ["error", "method"] -- a method of one kind may stand for that of any: whoever calls it has looked at the poll's kind. */
import type { Component } from 'vue'
import type { AnswerRules } from '../../core/kinds/kind.ts'

/** What an input gets. It emits `cast` with an answer, and `hint` with why a tap did nothing. */
export interface InputProps<Def, Answer, Result> {
  def: Def
  /** The attendee's, as it stands. */
  answer: Answer
  /** What the attendee is asked to do. */
  task: string
  /** Tells this round of this workshop from all others. */
  round: string
  /** An answer that the server did not take: nobody is to write it again. */
  refused: Answer | null
  /** What is shown already. */
  result: Result | undefined
}

/** What a phone needs of a kind before its first vote. */
export interface PhoneKind<Def, Answer> extends AnswerRules<Def, Answer> {
  /** What the attendee is asked to do. */
  task(def: Def): string
  /** What else is good to know before the first tap. */
  limit(def: Def): string
  /** How far the attendee is; empty where that says nothing. */
  progress(def: Def, answer: Answer): string
  /** What is said of a ballot that is in. */
  stamp: 'Counted' | 'Sent'
  /** Dots to draw; true for one that is left to spend. */
  dots?(def: Def, answer: Answer): boolean[]
  /** What the first vote needs, for kinds in which that comes with the page; absent where it comes later. */
  first?: {
    /** Gets `InputProps`. */
    Input: Component
    /** The answer of a form, which holds the whole of it: several taps may be sent at once. Nothing in it has been checked. */
    answerFrom(def: Def, form: URLSearchParams): Answer
  }
}

/** A line of a result. */
export interface ResultLine {
  id: string
  label: string
  /** Stands before the label; empty for none. */
  number: string
  /** What the number counts. */
  more: string
  /** How far its bar reaches, 0 to 1; null for none. */
  reach: number | null
  /** What of it is the attendee's own; empty for nothing. */
  own: string
}

/** A line of the attendee's own answer. */
export interface OwnLine {
  id: string
  label: string
  /** What the attendee gave it; empty where naming it says all. */
  given: string
}

/** What a phone needs of a kind later: its result, and inputs that most first votes do not need. */
export interface LaterPhoneKind<Def, Answer, Result> {
  /** Where the first vote has to wait for it. */
  first?: {
    /** Gets `InputProps`. */
    Input: Component
    /**
     * The answer of a form, which changes what the server has. Nothing in it has been checked.
     * @param before the sender's answer as it stands
     */
    answerFrom(form: URLSearchParams, before: Answer): Answer
  }
  /** The attendee's answer in words, a line for each thing it names. */
  own(def: Def, answer: Answer): OwnLine[]
  /** @param answer the attendee's */
  lines?(def: Def, result: Result, answer: Answer): ResultLine[]
  /** Draws the result instead of these lines; gets `def`, `result` and `answer`. */
  Result?: Component
}

/** How far an attendee is who may do something for each of some things. */
export function howMany(done: number, all: number, what: string): string {
  return done === all && all > 1 ? `All ${all} ${what}` : `${done} of ${all} ${what}`
}

/** Before the first tap on a poll to which attendees write. */
export function writingLimit({ moderated }: { moderated: boolean }): string {
  return moderated ? 'Nobody sees who wrote it. It is read before it is shown.' : 'Nobody sees who wrote it.'
}
