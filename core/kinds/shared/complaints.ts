import type { Complaint } from './kind.ts'

export const EMPTY = 'is empty; write something here'

/** Whether a text has no visible characters. */
export function blank(text: string): boolean {
  return !/[^\s\p{C}]/u.test(text)
}

/** Whether people would read two texts as the same. */
export function same(one: string, other: string): boolean {
  return plain(one) === plain(other)
}

function plain(text: string): string {
  return text.normalize('NFC').replace(/[\s\p{Cf}]+/gu, ' ').trim()
}

/** Complaints about labels that are blank or can't be told apart. */
export function distinct(texts: readonly string[], pathOf: (index: number) => PropertyKey[]): Complaint[] {
  return texts.flatMap((text, index): Complaint[] => {
    const first = texts.findIndex(other => same(other, text))
    if (blank(text))
      return [[pathOf(index), EMPTY]]
    return first < index ? [[pathOf(index), `"${text}" stands here a second time; attendees could not tell them apart`]] : []
  })
}
