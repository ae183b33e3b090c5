import { hash, randomInt } from 'node:crypto'

/** Without vowels they make no words. */
export const LETTERS = 'bcdfghjkmnpqrstvwxz'
/** Those of new codes: none looks like another, as q does like g, and w like vv. There are 24 million codes. */
const CLEAR = 'bcdfghjkmnprstvxz'
const LENGTH = 6
/** Of the first workshops'. */
const SHORTEST = 4

export function isCode(text: string): boolean {
  return text.length >= SHORTEST && text.length <= LENGTH && [...text].every(letter => LETTERS.includes(letter))
}

/** The code that leads phones to a workshop: the end of its id. Workshops that were named elsewhere have one made of their id. */
export function codeOf(workshop: string): string {
  const end = workshop.slice(workshop.lastIndexOf('-') + 1)
  return isCode(end) ? end : madeOf(workshop)
}

/**
 * The id of a new workshop: the date where the server is, and a code that no other workshop has.
 * @param known the ids of all workshops
 */
export function newWorkshopId(date: Date, known: readonly string[]): string {
  const taken = new Set(known.map(codeOf))
  for (;;) {
    const code = Array.from({ length: LENGTH }, () => CLEAR[randomInt(CLEAR.length)]).join('')
    if (!taken.has(code))
      return `${localDate(date)}-${code}`
  }
}

function madeOf(id: string): string {
  return [...hash('sha256', id, 'buffer').subarray(0, LENGTH)].map(byte => LETTERS[byte % LETTERS.length]).join('')
}

/** Such as 2026-11-23. */
function localDate(date: Date): string {
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(part => String(part).padStart(2, '0')).join('-')
}
