/*
 * The sizes and forms that schemas, server and pages agree on. They stand apart from the schemas, so that a page can ask for them without
 * carrying zod. To change one is to change the protocol.
 */

/** Stable ids: lower-case words joined by hyphens. */
export const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
export const SLUG_LENGTH = 64

/** Bytes of a message, over a socket or as a form. */
export const MESSAGE_BYTES = 16_384

/** Earlier casts that one cast may replace. [C5] */
export const MOST_INSTEAD = 16

/** Questions of others that an attendee may want on one board. */
export const MOST_WANTED = 200

/** UTF-16 units of a text: more than its letters, which the core counts. [A10] */
export const TEXT_UNITS = 1000

/** UTF-16 units of what a row of a result is known by: an option's id, a text's, or the word itself. */
export const ROW_ID_UNITS = 200

/** Seconds that a countdown takes, with its extensions. */
export const MOST_SECONDS = 3600

/** The number of a slide, and of the clicks on it. */
export const MOST_SLIDES = 10_000
export const MOST_CLICKS = 10_000

/** Steps on a poll, and changes of the plan, that can be undone. */
export const STEPS_KEPT = 20

/** Actions of one workshop: as many as a slide can show. More than that is a list, not a plan. */
export const MOST_ACTIONS = 8
/** What a team finishes. More are possible, and the panel asks for fewer. */
export const ENOUGH_ACTIONS = 5
/** What can become of an action. */
export const BECAME = ['done', 'open', 'dropped'] as const
/** UTF-16 units of an action's text. */
export const ACTION_UNITS = 160
/** UTF-16 units of the name of somebody who does something. */
export const NAME_UNITS = 60
