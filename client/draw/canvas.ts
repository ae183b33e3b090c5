import type { ComputedRef, CSSProperties, Ref } from 'vue'
import { useNav } from '@slidev/client'
import { useElementSize } from '@vueuse/core'
import { canvasWidth } from 'virtual:workshop'
import { computed } from 'vue'

/** Every part of ours is drawn for a slide of so many pixels. */
const DRAWN_FOR = 1280

/** How many pixels of this deck's slides one of ours takes. */
export const canvasZoom = canvasWidth / DRAWN_FOR

/**
 * What makes a part of ours that fills its parent as large, on this deck's slides, as it is drawn: it is laid out as if the parent were
 * larger, and drawn as small as it is. By a transform, not by `zoom`: of sizes and places inside a zoomed element every engine
 * tells something else, and some have no zoom. On paper, where Chromium prints, what is laid out larger than its page would be
 * broken over two.
 */
export function useScaled(by: () => number = () => canvasZoom): ComputedRef<CSSProperties> {
  const { isPrintMode } = useNav()
  return computed(() => {
    const whole = `${100 / by()}%`
    if (by() === 1)
      return {}
    return isPrintMode.value ? { zoom: by() } : { width: whole, height: whole, transform: `scale(${by()})`, transformOrigin: '0 0' }
  })
}

export interface Space {
  /** Pixels that we draw with. */
  width: number
  height: number
}

/**
 * The space that an element gives its content.
 * @param usual what it gives on a slide that has nothing else on it: taken for its size until it has one
 */
export function useSpace(element: Readonly<Ref<HTMLElement | null>>, usual: () => Space): Readonly<Ref<Space>> {
  const { width, height } = useElementSize(element)
  return computed(() => ({ width: width.value || usual().width, height: height.value || usual().height }))
}
