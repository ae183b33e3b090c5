import { MOST_INSTEAD } from '../../../core/protocol/limits.ts'
import { newId } from '../../link/connection/id.ts'

/**
 * Sends taps from before the page's script runs, as the form would, without leaving the page. It is inlined into the page, so it is
 * kept small. Browsers that don't support it send the form with its button.
 */

const note = () => document.querySelector<HTMLElement>('#early')!

function say(text: string, stamp = ''): void {
  note().textContent = text
  note().hidden = false
  note().dataset.stamp = stamp
}

async function send(form: HTMLFormElement, early: Early): Promise<void> {
  const body = new URLSearchParams(new FormData(form) as unknown as URLSearchParams)
  const id = newId()
  early.ids.slice(-MOST_INSTEAD).forEach(each => body.append('instead', each))
  body.append('id', id)
  early.ids.push(id)
  early.counted = false
  say('Sending…')
  let reply = { ok: false, message: 'It did not arrive. Tap again.' }
  try {
    reply = await (await fetch(location.href, { method: 'POST', body, headers: { accept: 'application/json' }, keepalive: true })).json()
  }
  catch {}
  // Outdated by a later tap, or by the page's script.
  if (early.ids[early.ids.length - 1] !== id || window.early !== early)
    return
  early.counted = reply.ok
  say(reply.ok ? 'Counted' : reply.message, reply.ok ? 'Counted' : '')
}

/** `+` and `−`: changes the dots by one, or the points by a step. */
function move(button: HTMLButtonElement): void {
  const isMore = button.name === 'add'
  const fields = [...button.closest('[role=group]')!.querySelectorAll('input')]
  const [first] = fields
  if (first!.type === 'number') {
    first!.value = String(Math.max(0, Number(first!.value) + (isMore ? 1 : -1) * Number(first!.dataset.step)))
    return
  }
  const dot = isMore ? fields.find(({ checked }) => !checked) : fields.reverse().find(({ checked }) => checked)
  if (dot)
    dot.checked = isMore
}

window.early = { ids: [], counted: false }
document.documentElement.className = 'early'
addEventListener('change', ({ target }) => {
  const { form } = target as HTMLInputElement
  if (window.early && form?.dataset.whole)
    void send(form, window.early)
})
addEventListener('click', (event) => {
  const button = (event.target as Element).closest<HTMLButtonElement>('[name=add], [name=take]')
  if (!window.early || !button?.form?.dataset.whole)
    return
  event.preventDefault()
  move(button)
  void send(button.form, window.early)
})
