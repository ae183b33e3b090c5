import type { Ref } from 'vue'
import type { PollDef } from '../../core/kinds/kinds.ts'
import type { Stage } from '../form/words.ts'
import type { PageState } from '../link/attendee.ts'
import { onMounted, shallowRef, watch } from 'vue'
import { stageOf } from '../form/words.ts'
import { phoneKindOf } from '../kinds/phone.ts'

type More = typeof import('./more.ts')

/** The wifi may be gone when it is needed, so it is fetched ahead once the page has come to rest. */
const AHEAD_MS = 3000

/** Whether what a stage shows is not among what comes with the page. */
export function isMore(stage: Stage, def: PollDef | undefined): boolean {
  return stage === 'seat' || stage === 'closed' || stage === 'result' || (stage === 'open' && !phoneKindOf(def!).first)
}

export function needsMore({ view, own }: PageState): boolean {
  return isMore(stageOf(view, own.role, own.seated), view.poll?.def)
}

/** Resolves when the network let it through. */
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
 * What the first vote does not need.
 * @param needed it is to be drawn now
 * @param loaded what is there already
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
