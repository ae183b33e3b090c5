import type { RouteLocationNormalized, Router } from 'vue-router'
import type { RoomView } from '../core/protocol/down.ts'
import { disableBuiltinSync } from '@slidev/client'
import { watch } from 'vue'
import { slides } from '#slidev/slides'
import { deck, onWelcome, sendCommand } from '../client/deck.ts'
import { newId } from '../client/id.ts'

interface Position { no: number, clicks: number }

/**
 * Keeps all decks of a workshop on the same slide and click. A page with the facilitator's cookie leads, presenter and
 * projector window alike; the others follow. Slidev's own sync reaches one browser only, and beside this one it would echo.
 */
export function syncSlides(router: Router): void {
  const moves = new Set<string>()
  let latest: string | undefined
  /** Where this page was last told, or told others, to be. */
  let aim: Position | undefined
  let movedWhileAway = false

  const here = () => positionOf(router.currentRoute.value)

  function tell(to: Position): void {
    aim = to
    latest = newId()
    moves.add(latest)
    void sendCommand({ type: 'slide:show', ...to, poll: pollOn(to.no) }, latest)
  }

  function follow(slide: RoomView['slide']): void {
    const at = here()
    // An echo of an older move of ours: this page is ahead of it already.
    const outdated = slide.by !== null && slide.by !== latest && moves.has(slide.by)
    if (!at || outdated)
      return
    aim = slide
    if (samePosition(at, slide))
      return
    const route = router.currentRoute.value
    void router.replace({
      path: route.path.startsWith('/presenter') ? `/presenter/${slide.no}` : `/${slide.no}`,
      query: { ...route.query, clicks: slide.clicks || undefined },
    })
  }

  router.afterEach((to) => {
    const at = positionOf(to)
    if (!at || !deck.mayMove || (aim && samePosition(at, aim)))
      return
    if (deck.status === 'up')
      tell(at)
    else
      movedWhileAway = true
  })

  onWelcome(async ({ room, mayMove }) => {
    disableBuiltinSync()
    await router.isReady()
    const at = here()
    const leads = mayMove && at && (movedWhileAway || (samePosition(at, room.slide) && room.slide.poll !== pollOn(at.no)))
    movedWhileAway = false
    if (leads)
      tell(at)
    else
      follow(room.slide)
  })

  watch(() => deck.room?.slide, slide => slide && router.isReady().then(() => follow(slide)))
}

/** The slide and click that a route shows; null for pages that show no slide. */
function positionOf(route: RouteLocationNormalized): Position | null {
  const match = /^(?:\/presenter)?\/(\d+)$/.exec(route.path)
  return match ? { no: Number(match[1]), clicks: Number(route.query.clicks) || 0 } : null
}

function samePosition(a: Position, b: Position): boolean {
  return a.no === b.no && a.clicks === b.clicks
}

/** The poll that a slide puts on the phones. */
function pollOn(no: number): string | null {
  const poll = slides.value[no - 1]?.meta.slide.frontmatter.poll
  return typeof poll === 'string' ? poll : null
}
