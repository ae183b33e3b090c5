import type { Ref } from 'vue'
import type { AttendeeView } from '../../core/protocol/down.ts'
import type { Stage } from '../form/stage.ts'
import type { PageState } from '../link/attendee.ts'
import { onMounted, shallowRef, watch } from 'vue'
import { stageOf } from '../form/stage.ts'
import { phoneKindOf } from '../kinds/phone.ts'

type More = typeof import('./more.ts')

/** Delay after which the later code is loaded in advance, because the network may be gone when it is needed. */
const AHEAD_MS = 3000

/** Whether a stage needs the later code. */
export function isMore(stage: Stage, view: AttendeeView | null): boolean {
  return stage === 'seat' || stage === 'ended' || stage === 'plan' || !!(view?.ahead || view?.until) || stage === 'closed' || stage === 'result' || (stage === 'open' && !phoneKindOf(view!.poll!.def).first)
}

export function needsMore({ view, own }: PageState): boolean {
  return isMore(stageOf(view, own.role, own.seated), view)
}

/** Retries until loading succeeds. */
export async function loadMore(): Promise<More> {
  for (;;) {
    try {
      const { install, ...more } = await import('./more-in-browser.ts')
      install()
      return more
    }
    catch {
      await new Promise(resolve => setTimeout(resolve, AHEAD_MS))
    }
  }
}

/**
 * The code that the first vote doesn't need; null until it is loaded.
 * @param needed whether it is needed now
 * @param loaded the code, if it is loaded already
 */
export function useMore(needed: () => boolean, loaded: More | null): Readonly<Ref<More | null>> {
  const more = shallowRef(loaded)
  let loading = loaded !== null
  async function load(): Promise<void> {
    if (loading)
      return
    loading = true
    more.value = await loadMore()
  }
  watch(needed, now => now && load(), { immediate: true })
  onMounted(() => setTimeout(load, AHEAD_MS))
  return more
}
