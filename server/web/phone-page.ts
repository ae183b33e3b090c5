import type { Answer, NumberAnswer } from '../../core/kinds/answer.ts'
import type { Option, PollDef } from '../../core/kinds/poll.ts'
import type { AttendeePoll, AttendeeView, OwnView } from '../../core/protocol/down.ts'
import { optionsOf } from '../../core/kinds/kinds.ts'
import { endsOf, longest } from '../../core/words/level-ends.ts'
import { escape } from './escape.ts'

/** JSON that can stand in a script element: nothing in it can end the element, or the line. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<\u2028\u2029]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/**
 * The phone page with the poll that is on written into it: readable before any script has come, and alive without another
 * request. The classes and the order are those of the components in `client/phone/`, which take its place on mount.
 * @param template the built `index.html` of `client/phone/`
 * @throws Error when the template lacks a place to fill
 */
export function renderPhonePage(template: string, view: AttendeeView, own: OwnView): string {
  const places: [RegExp, string][] = [
    [/(<title>).*?(<\/title>)/, escape(titleOf(view, own))],
    [/(<div id="app">)(<\/div>)/, pageOf(view, own)],
    [/(<script type="application\/json" id="workshop-state">)(<\/script>)/, scriptJson({ view, own })],
  ]
  return places.reduce((page, [place, text]) => {
    if (!place.test(page))
      throw new Error(`The phone page's template has no place like ${place.source}.`)
    // A function, since `$&` in a text would mean something to `replace`.
    return page.replace(place, (_, before: string, after: string) => before + text + after)
  }, template)
}

function titleOf({ workshop, poll }: AttendeeView, own: OwnView): string {
  if (workshop.ended)
    return `Thanks: ${workshop.title}`
  if (!poll || own.seated === false || isAsked(workshop, own))
    return workshop.title
  return `${{ idle: 'Next', open: 'Vote', closed: poll.results === 'shown' ? 'Result' : 'Closed' }[poll.voting]}: ${poll.def.title}`
}

/** The first thing on the page is the question for a role. */
function isAsked({ roles }: AttendeeView['workshop'], { role }: OwnView): boolean {
  return roles.length > 0 && role === undefined
}

function pageOf({ workshop, poll }: AttendeeView, own: OwnView): string {
  if (workshop.ended)
    return page('ended', '', head(workshop.title, 'Thank you.') + lead('You can close this page.'))
  if (own.seated === false)
    return page('seat', '', `${head(workshop.title, 'Your seat code')}<main class="main"><p class="lead-line">It is on the card that you were given.</p></main>`)
  if (isAsked(workshop, own))
    return page('role', '', `${head(workshop.title, 'What do you do?')}<main class="main"><div class="rows">${workshop.roles.map(({ label }) => `<div class="row role">${text({ label })}</div>`).join('')}</div></main>`)
  if (!poll)
    return page('waiting', '', head(workshop.title, 'Look at the screen') + lead('The next vote will show up here.'))
  const { def, voting, no } = poll
  const { topic = '' } = def
  const [, number = '', name = topic] = /^(\d+) (.+)$/.exec(topic) ?? []
  const round = no > 1 ? `<span class="tag">Round ${no}</span>` : ''
  return page(voting, def.id.split('/')[0]!, `${head(name, def.title, number, round)}${main(poll, own.ballots[poll.round])}`)
}

function page(stage: string, discipline: string, content: string): string {
  return `<div class="page" data-discipline="${escape(discipline)}" data-stage="${stage}">${content}${LATE}</div>`
}

function head(topic: string, title: string, number = '', round = ''): string {
  const big = number && `<b class="head-number" aria-hidden="true">${number}</b>`
  return `<header class="head"><p class="head-line"><span>${escape(topic)}</span>${round}</p><h1 class="head-title">${escape(title)}</h1>${big}</header>`
}

function lead(text: string): string {
  return `<main class="main"><p class="lead">${text}</p></main>`
}

/** A round that is over shows no options: what is to be seen then is the result, and the script draws it. */
function main({ def, voting }: AttendeePoll, own: Answer | undefined): string {
  if (voting === 'closed')
    return lead('Voting is closed.')
  const rows = voting === 'idle' ? optionsOf(def).map(option => `<div class="row">${text(option)}</div>`) : rowsOf(def, own)
  return `<main class="main"><div class="rows">${rows.join('')}</div></main><footer class="foot"><b class="foot-lead">One moment …</b></footer>`
}

/**
 * Shown when the script does not arrive, or the browser is too old for it. It comes into sight by its style alone, and
 * goes with the rest when the app takes over.
 */
const LATE = '<p class="late">Nothing to tap yet? Load this page again. If that does not help, this browser is too old to vote: use another browser, or another phone.</p>'

/** The controls are drawn but switched off: a tap that no script hears would be lost without a word. */
function rowsOf(def: PollDef, own: Answer | undefined): string[] {
  switch (def.kind) {
    case 'choice': {
      const picked = Array.isArray(own) ? own : []
      const role = def.max === 1 ? 'radio' : 'checkbox'
      return def.options.map((option) => {
        return `<button class="row pick" type="button" role="${role}" aria-checked="${picked.includes(option.id)}" disabled><span class="pick-mark"></span>${text(option)}</button>`
      })
    }
    case 'dots': {
      const most = Math.min(def.dots, def.perOption)
      const given = (own ?? {}) as NumberAnswer
      return def.options.map((option) => {
        const dots = Array.from({ length: most }, (_, index) => `<i class="dot"${index < (given[option.id] ?? 0) ? ' data-on="true"' : ''}></i>`)
        return `<div class="row dots">${text(option, `<span class="dots-given">${dots.join('')}</span>`)}<div class="rail">${step('+')}${step('−')}</div></div>`
      })
    }
    case 'scale':
      return def.options.map(option => scaleRow(option, def.levels, ((own ?? {}) as NumberAnswer)[option.id]))
    default:
      // The script is there before anybody has read the question; what it draws then takes this place.
      return optionsOf(def).map(option => `<div class="row">${text(option)}</div>`)
  }
}

function text({ label, detail }: Pick<Option, 'label' | 'detail'>, more = ''): string {
  const second = detail ? `<span class="row-detail">${escape(detail)}</span>` : ''
  return `<span class="row-text"><span class="row-label">${escape(label)}</span>${second}${more}</span>`
}

function step(sign: string): string {
  return `<button class="step" type="button" disabled>${sign}</button>`
}

function scaleRow({ label, detail }: Option, levels: string[], own: number | undefined): string {
  const worded = levels.length <= 3
  const cells = levels.map((level, index) => {
    const face = worded ? `<span class="level-word">${escape(level)}</span>` : index + 1
    return `<button class="level" type="button" role="radio" aria-checked="${own === index + 1}" disabled>${face}</button>`
  })
  const second = detail ? `<p class="row-detail">${escape(detail)}</p>` : ''
  const ends = endsOf(levels).map(({ words, from }) => {
    const marked = words.map((word, index) => `<span${own === from + index ? ' data-on="true"' : ''}${words.length > 1 ? ' data-between="true"' : ''}>${escape(word)}</span>`)
    return `<span class="end" style="flex-grow: ${longest(words)}">${marked.join('')}</span>`
  })
  const under = worded ? '' : `<p class="ends" aria-hidden="true">${ends.join('')}</p>`
  const shape = worded ? ' data-worded="true"' : levels.length > 6 ? ' data-many="true"' : ''
  return `<fieldset class="row scale" role="radiogroup"><legend class="row-label">${escape(label)}</legend>${second}<div class="levels" style="--levels: ${levels.length}"${shape}>${cells.join('')}</div>${under}</fieldset>`
}
