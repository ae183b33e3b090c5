import type { Ref } from 'vue'
import type { Countdown } from './countdown.ts'
import { computed, onMounted, onScopeDispose, shallowRef, watch } from 'vue'
import { plural } from '../../core/words/plural.ts'

/** Seconds at which the time left is read out. */
const MOMENTS = [60, 30, 10]
/** In the last seconds a countdown stands out. */
const LAST = 10

/** Whoever reads the page after that should not find a time that has passed. */
const SPOKEN_MS = 5000

/** A countdown at one moment, in seconds. */
export interface Moment {
  left: number
  of: number
  closes: boolean
}

export interface CountdownNow {
  /** Null without a countdown. */
  now: Readonly<Ref<Moment | null>>
  /** For a live region that is in the page before its text is: what is worth reading out now. */
  spoken: Readonly<Ref<string>>
}

/**
 * Counts a countdown down, second by second.
 * @param countdown as it was received; null without one
 * @param isOpen whether voting is open
 */
export function useCountdown(countdown: () => Countdown | null, isOpen: () => boolean): CountdownNow {
  const left = shallowRef(0)
  const spoken = shallowRef('')
  let timer: ReturnType<typeof setTimeout> | undefined
  let forgetting: ReturnType<typeof setTimeout> | undefined

  function tick(): void {
    clearTimeout(timer)
    const ms = Math.max(0, (countdown()?.endsAt ?? 0) - performance.now())
    left.value = Math.ceil(ms / 1000)
    // To the next full second.
    if (ms > 0)
      timer = setTimeout(tick, ms % 1000 || 1000)
  }

  const now = computed<Moment | null>(() => {
    const running = countdown()
    return running && { left: left.value, of: running.of / 1000, closes: running.closes }
  })
  function speak(now: Moment | null, before: Moment | null): void {
    const text = announcement(before, now, isOpen())
    if (text === null)
      return
    spoken.value = text
    clearTimeout(forgetting)
    forgetting = setTimeout(() => spoken.value = '', SPOKEN_MS)
  }

  watch(countdown, tick, { immediate: true, flush: 'sync' })
  onMounted(() => {
    speak(now.value, null)
    watch(now, speak)
  })
  onScopeDispose(() => {
    clearTimeout(timer)
    clearTimeout(forgetting)
  })
  return { now, spoken }
}

/** What is read out between two moments of a countdown; null: nothing. */
export function announcement(before: Moment | null, now: Moment | null, isOpen: boolean): string | null {
  if (!now) {
    if (!before || before.left === 0)
      return null
    // The server's word may come before the page has counted the last second.
    return before.left === 1 ? 'Time is up.' : isOpen ? 'The countdown was stopped.' : null
  }
  // A message may take longer than the one before: a second more is no extension.
  const isLonger = !before || now.of > before.of || now.left > before.left + 2
  if (now.left === 0)
    return isLonger || before.left > 0 ? 'Time is up.' : null
  if (before && before.left > 0 && isLonger)
    return `More time: ${timeWords(now.left)} left.`
  if (isLonger)
    return now.left < now.of - 1 ? `${timeWords(now.left)} left.` : `${timeWords(now.of)} to vote${now.closes ? ', then voting closes' : ''}.`
  return MOMENTS.some(moment => before.left > moment && now.left <= moment) ? `${timeWords(now.left)} left.` : null
}

/** `1:30`. */
export function digits(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** `1 minute 30 seconds`. */
export function timeWords(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60]
  return [minutes > 0 && plural(minutes, 'minute'), (rest > 0 || minutes === 0) && plural(rest, 'second')].filter(Boolean).join(' ')
}

/** The words beside the digits. */
export function besideDigits({ left, closes }: Moment): string {
  if (left === 0)
    return 'Time is up'
  return closes ? 'then voting closes' : 'left to vote'
}

/** How it is drawn. */
export function phaseOf({ left }: Moment): 'running' | 'last' | 'over' {
  if (left === 0)
    return 'over'
  return left <= LAST ? 'last' : 'running'
}
