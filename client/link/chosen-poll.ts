import type { AttendeeView } from '../../core/protocol/down.ts'

/** The view, with the poll that the attendee has opened among those that can be answered beforehand in the place of the slide's. */
export function withChosen(view: AttendeeView, chosen: string | null): AttendeeView {
  return view.ahead ? { ...view, poll: view.ahead.find(({ def }) => def.id === chosen) ?? null } : view
}
