import type { PollDef } from '../core/poll.ts'

/** `1 vote`, `3 votes`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** An address as people read it aloud: without the scheme and a bare slash at the end. */
export function spoken(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/$/, '')
}

/** What a voter does in this poll, in one short line. */
export function instruction(def: PollDef): string {
  if (def.kind === 'choice')
    return def.max === 1 ? 'Pick one' : `Pick up to ${def.max}`
  if (def.kind === 'dots')
    return def.perOption < def.dots ? `${plural(def.dots, 'dot')} each, ${def.perOption} on one at most` : `${plural(def.dots, 'dot')} each`
  const [lowest, ...higher] = def.levels
  return def.levels.length <= 3
    ? `${[lowest, ...higher.slice(0, -1)].join(', ')} or ${higher.at(-1)}`
    : `Rate each from 1, ${lowest}, to ${def.levels.length}, ${higher.at(-1)}`
}

/** A day in the page's language, such as 12 November 2026. */
export function day(time: number): string {
  return new Intl.DateTimeFormat(document.documentElement.lang || 'en', { dateStyle: 'long' }).format(time)
}
