import type { ComputedRef, Ref } from 'vue'

// Slidev ships its client as sources that fail our strict type checks. These types cover the part that we use.

export interface SlideMeta {
  layout?: string
  slide: { no: number, frontmatter: Record<string, unknown>, revision: string, title?: string, ownTitle?: string, level?: number, noteHTML?: string }
}
export interface SlideRoute {
  no: number
  meta: SlideMeta
  /** Loads its component. */
  load: () => Promise<unknown>
}

export interface TocItem {
  no: number
  children: TocItem[]
}

export interface Nav {
  currentSlideNo: ComputedRef<number>
  currentSlideRoute: ComputedRef<SlideRoute>
  currentFrontmatter: ComputedRef<Record<string, unknown>>
  slides: Ref<SlideRoute[]>
  total: ComputedRef<number>
  clicks: ComputedRef<number>
  clicksStart: ComputedRef<number>
  clicksTotal: ComputedRef<number>
  queryClicks: Ref<number>
  hasNext: ComputedRef<boolean>
  hasPrev: ComputedRef<boolean>
  nextRoute: ComputedRef<SlideRoute>
  prevRoute: ComputedRef<SlideRoute>
  tocTree: ComputedRef<TocItem[]>
  isPrintMode: ComputedRef<boolean>
  isPresenter: ComputedRef<boolean>
  go: (no: number | string, clicks?: number) => Promise<void>
  next: () => Promise<void>
  prev: () => Promise<void>
  nextSlide: (lastClicks?: boolean) => Promise<void>
  prevSlide: (lastClicks?: boolean) => Promise<void>
  goLast: () => Promise<void>
}
export function useNav(): Nav
export function useSlideContext(): {
  $nav: Ref<{ currentSlideNo: number, currentSlideRoute: SlideRoute, total: number, slides: SlideRoute[], isPrintMode: boolean, go: (no: number | string) => void }>
  $page: Ref<number>
  $frontmatter: Record<string, unknown>
  $renderContext: Ref<'none' | 'slide' | 'overview' | 'presenter' | 'previewNext'>
}
export function useIsSlideActive(): ComputedRef<boolean>
export function useDarkMode(): { isDark: Ref<boolean>, toggleDark: () => void }
export function disableBuiltinSync(): void
export function lockShortcuts(): () => void
/** Shared state: synchronised by the development server, with switches for that, or local to the page. */
export const sharedState: { $syncUp?: boolean, $syncDown?: boolean }
