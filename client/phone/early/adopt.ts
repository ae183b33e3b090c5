import type { EarlyTap, PageState } from '../../link/attendee.ts'
import { phoneKindOf } from '../../kinds/phone.ts'

/** The text typed before the page's script ran. */
export function typedEarly(): string {
  const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>('.write-field, .seat-field')
  return field && field.value !== field.defaultValue ? field.value : ''
}

/** Takes over taps from before the page's script ran, and ends the early script. */
export function earlyTap({ view }: PageState): EarlyTap | null {
  const { early } = window
  window.early = undefined
  const form = document.querySelector<HTMLFormElement>('#vote')
  if (!early || early.ids.length === 0 || !form || !view.poll)
    return null
  const sent = new URLSearchParams(new FormData(form) as unknown as URLSearchParams)
  const answer = phoneKindOf(view.poll.def).first?.answerFrom(view.poll.def, sent)
  return answer ? { ids: early.ids, counted: early.counted, answer } : null
}
