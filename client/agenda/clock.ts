import type { ComputedRef } from 'vue'
import type { Progress } from '../../core/plan/progress.ts'
import type { PlanView } from '../../core/protocol/down.ts'
import { useIntervalFn } from '@vueuse/core'
import { computed, shallowRef, watch } from 'vue'
import { later } from '../../core/plan/clock.ts'
import { progressOf } from '../../core/plan/progress.ts'
import { deck } from '../link/deck.ts'
import { digits } from '../link/use-countdown.ts'
import { parts, routeMinutes } from './run.ts'

/** When the latest reading arrived, by this page's monotonic clock: clocks of two machines rarely agree. */
const arrived = shallowRef(0)
watch(() => deck.room?.plan?.clock, () => arrived.value = performance.now(), { flush: 'sync' })

/** The clock of the run, ticking; null while it is not started, or without a server. Used in a component's setup. */
export function useClock(): ComputedRef<PlanView['clock']> {
  const now = shallowRef(performance.now())
  useIntervalFn(() => now.value = performance.now(), 1000)
  return computed(() => {
    const reading = deck.room?.plan?.clock
    return reading ? later(reading, deck.status === 'frozen' ? 0 : Math.max(0, now.value - arrived.value)) : null
  })
}

/** How far the run is; null while the clock is not started. */
export function useProgress(clock: ComputedRef<PlanView['clock']>): ComputedRef<Progress | null> {
  return computed(() => clock.value && routeMinutes.value !== null
    ? progressOf(parts.value, routeMinutes.value, clock.value.goal, { ...clock.value, trail: deck.room?.plan?.trail ?? [] })
    : null)
}

/** `9:05`, from minutes; what is over reads `−0:40`. */
export function clockWords(minutes: number): string {
  const seconds = Math.round(Math.abs(minutes) * 60)
  return `${minutes < 0 && seconds > 0 ? '−' : ''}${digits(seconds)}`
}
