import type { RouteLocationNormalized, Router } from 'vue-router'
import type { RoomView } from '../core/protocol/down.ts'
import { disableBuiltinSync, sharedState } from '@slidev/client'
import { watch } from 'vue'
import { slides } from '#slidev/slides'
import { addressOf, builtNumberOf, keyOfSlide, partOfSlide, pollOfSlide, showsPlan } from '../client/agenda/run.ts'
import { newId } from '../client/link/connection/id.ts'
import { deck, onWelcome, sendCommand } from '../client/link/deck.ts'
import { slideNumberOf } from '../core/plan/slide-keys.ts'
import { MOST_CLICKS } from '../core/protocol/limits.ts'

/** A slide's number in the built deck, from 1, and its click. */
interface Position { no: number, clicks: number }

/**
 * Keeps all decks of a workshop on the same slide and click. A page with the facilitator's cookie leads, presenter and
 * projector window alike; the others follow. Slidev's own sync reaches one browser only, and beside this one it would echo.
 */
export function syncSlides(router: Router): void {
  leaveDevelopmentSync()
  const moves = new Set<string>()
  let latest: string | undefined
  /** The position that this page last received or sent. */
  let aim: Position | undefined
  /** This page is further than the server knows: it could not be told, or could not store it. */
  let isUntold = false

  const here = () => shownBy(router.currentRoute.value)

  async function tell(to: Position): Promise<void> {
    const id = newId()
    aim = to
    latest = id
    isUntold = false
    moves.add(id)
    const reply = await sendCommand({ type: 'slide:show', ...to, key: keyOfSlide.value[to.no - 1], poll: pollOn(to.no), ...deck.room?.plan && partOfSlide.value[to.no - 1] != null && { part: partOfSlide.value[to.no - 1]! }, ...showsPlan(to.no) && { plan: true } }, id)
    if (!reply.ok && (reply.code === 'storage_failed' || reply.code === 'internal') && id === latest)
      isUntold = true
  }

  function follow(slide: RoomView['slide']): void {
    const at = here()
    if (at && isUntold && deck.mayMove) {
      // Until then it stays where it is.
      if (deck.room?.stored !== false)
        void tell(at)
      return
    }
    // An echo of an older move of ours: this page is already further.
    const outdated = slide.by !== null && slide.by !== latest && moves.has(slide.by)
    if (!at || outdated)
      return
    aim = placeOf(slide)
    if (samePosition(at, aim))
      return
    const route = router.currentRoute.value
    void router.replace({
      name: route.name!,
      params: { no: addressOf(aim.no) },
      query: { ...route.query, clicks: aim.clicks || undefined },
    })
  }

  router.afterEach((to) => {
    const at = shownBy(to)
    if (!at || !deck.mayMove || (aim && samePosition(at, aim)))
      return
    if (deck.status === 'up')
      void tell(at)
    else
      isUntold = true
  })

  onWelcome(async ({ room, mayMove }) => {
    disableBuiltinSync()
    await router.isReady()
    const at = here()
    const leads = mayMove && at && (isUntold || (isShown(at, room.slide) && room.slide.poll !== pollOn(at.no)))
    isUntold = false
    if (leads)
      void tell(at)
    else
      follow(room.slide)
  })

  // An edit of the deck changes the number of the current slide.
  watch([() => deck.room?.slide, keyOfSlide], ([slide]) => slide && router.isReady().then(() => follow(slide)))
}

/**
 * Slidev's development server syncs slides too, and `disableBuiltinSync` leaves that on: a page that opens on the first slide
 * would take everybody there.
 */
function leaveDevelopmentSync(): void {
  if ('$syncUp' in sharedState)
    Object.assign(sharedState, { $syncUp: false, $syncDown: false })
}

/** Where this deck has the slide that the room is on. */
function placeOf(slide: RoomView['slide']): Position {
  return { no: slideNumberOf(slide, keyOfSlide.value, pollOfSlide.value), clicks: slide.clicks }
}

/** Whether a position is this slide; in a deck from before an edit, another slide may have its number. */
function isShown(at: Position, slide: RoomView['slide']): boolean {
  return samePosition(at, placeOf(slide)) && (slide.key === undefined || slide.key === keyOfSlide.value[at.no - 1])
}

/** The slide and click that a route shows, by number or by alias as Slidev finds it; null for pages that show no slide. */
function shownBy({ name, params: { no: address }, query }: RouteLocationNormalized): Position | null {
  if (name !== 'play' && name !== 'presenter')
    return null
  const slide = slides.value.find(({ no, meta }) => no === Number(address) || meta.slide.frontmatter.routeAlias === address)
  const clicks = Math.trunc(Number(query.clicks)) || 0
  // Slidev has a larger number for "all clicks" where it doesn't know how many there are.
  return slide ? { no: builtNumberOf(slide.no), clicks: Math.max(0, Math.min(clicks, MOST_CLICKS)) } : null
}

function samePosition(a: Position, b: Position): boolean {
  return a.no === b.no && a.clicks === b.clicks
}

/** The poll that a slide puts on the phones; null where the workshop has no such poll, as when the deck is newer or older. */
function pollOn(no: number): string | null {
  const poll = pollOfSlide.value[no - 1]
  return poll != null && deck.polls[poll] ? poll : null
}
