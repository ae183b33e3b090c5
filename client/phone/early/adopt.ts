import type { EarlyTap, PageState } from '../../link/attendee.ts'
import { phoneKindOf } from '../../kinds/phone.ts'

/** What was typed before the page's script came. */
export function typedEarly(): string {
  const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>('.write-field, .seat-field')
  return field && field.value !== field.defaultValue ? field.value : ''
}

/** Takes over what was tapped before the page's script came, if anything was: from now on the page hears its taps itself. */
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
