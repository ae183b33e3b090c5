import type { ComputedRef, CSSProperties, Ref } from 'vue'
import { useNav } from '@slidev/client'
import { useElementSize } from '@vueuse/core'
import { canvasWidth } from 'virtual:workshop'
import { computed } from 'vue'

/** The width in pixels of the slides that our components are designed for. */
const DRAWN_FOR = 1280

/** Pixels of this deck's slides for one of our pixels. */
export const canvasZoom = canvasWidth / DRAWN_FOR

/**
 * Scales a component of ours that fills its parent to this deck's canvas: it is laid out in our pixels and then scaled to the
 * parent. Uses a transform, because engines report different sizes and positions inside elements with `zoom`, and some don't
 * support it. In print it uses `zoom`, because Chromium would break a layout that is larger than its page over two pages.
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
  /** In our pixels, before scaling. */
  width: number
  height: number
}

/**
 * The space that an element has for its content.
 * @param usual the space on a slide with nothing else on it, used until the element has a size
 */
export function useSpace(element: Readonly<Ref<HTMLElement | null>>, usual: () => Space): Readonly<Ref<Space>> {
  const { width, height } = useElementSize(element)
  return computed(() => ({ width: width.value || usual().width, height: height.value || usual().height }))
}
