import type { CSSProperties, Ref } from 'vue'
import { useElementSize } from '@vueuse/core'
import { canvasWidth } from 'virtual:workshop'
import { computed } from 'vue'

/** Every part of ours is drawn for a slide of so many pixels. */
const DRAWN_FOR = 1280

/** How many pixels of this deck's slides one of ours takes. */
export const canvasZoom = canvasWidth / DRAWN_FOR

/** What makes a part of ours as large, on this deck's slides, as it is drawn. */
export const canvasStyle: CSSProperties = canvasZoom === 1 ? {} : { zoom: canvasZoom }

export interface Space {
  /** Pixels that we draw with. */
  width: number
  height: number
}

/**
 * The space that an element gives its content.
 * @param most what it gives on a slide that has nothing else on it; also what is reckoned with until the element is there
 */
export function useSpace(element: Readonly<Ref<HTMLElement | null>>, most: () => Space): Readonly<Ref<Space>> {
  const { width, height } = useElementSize(element)
  const within = (size: number, most: number) => size > 0 ? Math.min(size, most) : most
  return computed(() => ({ width: within(width.value, most().width), height: within(height.value, most().height) }))
}
