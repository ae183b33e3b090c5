import type { Note } from '../../../client/link/attendee.ts'

/** Forms of so many attendees may have an answer that waits for its page, which is asked for at once. */
const MOST = 2000

/** What became of a form, for the page that its browser asks for next. */
export interface Notes {
  leave: (attendee: string, note: Note) => void
  /** Once: whoever loads the page again has read it. */
  take: (attendee: string) => Note | undefined
}

export function createNotes(): Notes {
  const notes = new Map<string, Note>()
  return {
    leave(attendee, note) {
      notes.delete(attendee)
      notes.set(attendee, note)
      const [longest] = notes.keys()
      if (notes.size > MOST)
        notes.delete(longest!)
    },
    take(attendee) {
      const note = notes.get(attendee)
      notes.delete(attendee)
      return note
    },
  }
}
