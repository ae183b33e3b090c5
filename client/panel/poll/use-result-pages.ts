import type { ComputedRef, Ref } from 'vue'
import type { PollView } from '../../../core/protocol/down.ts'
import { computed, watch } from 'vue'
import { drawnPosts } from '../../../core/views/drawn-view.ts'
import { pageCount } from '../../draw/pages.ts'
import { deck, sendCommand } from '../../link/deck.ts'
import { noServer } from '../no-server.ts'

export interface ResultPages {
  /** The number of pages of the result on screen, at least 1. */
  count: ComputedRef<number>
  /** The page that screens show, from 1. */
  page: ComputedRef<number>
  /** Screens show a single text instead. */
  alone: ComputedRef<boolean>
  /** Turns all screens by a page; from a single text, back to its page. */
  turn: (by: 1 | -1) => void
}

/**
 * The pages of the result that is on screen.
 * @param slide number of the slide that this page shows, from 1
 * @param refuse called with the reason if the page can't be turned
 */
export function useResultPages(poll: Ref<PollView | undefined>, slide: Readonly<Ref<number>>, refuse: (reason: string) => void): ResultPages {
  const id = computed(() => poll.value?.def.id ?? '')
  const turned = computed(() => deck.room?.slide.page?.poll === id.value ? deck.room.slide.page : undefined)
  const count = computed(() => pageCount(slide.value, id.value))
  const page = computed(() => Math.min(count.value, turned.value?.no ?? 1))
  // Its author may have withdrawn it.
  const alone = computed(() => turned.value?.post != null && poll.value !== undefined && drawnPosts(poll.value).has(turned.value.post))

  /** The last requested page, until the room confirms it, so that two quick presses turn two pages. */
  let aim: number | null = null
  watch([id, turned], () => {
    if (turned.value === undefined || turned.value.no === aim)
      aim = null
  })

  async function turn(by: 1 | -1): Promise<void> {
    const from = aim ?? page.value
    const to = alone.value && aim === null ? from : from + by
    if (!poll.value || to < 1 || to > count.value)
      return
    if (noServer.value !== null)
      return refuse(noServer.value)
    aim = to
    const reply = await sendCommand({ type: 'result:page', poll: id.value, page: to, post: null })
    if (reply.ok)
      return
    aim = null
    refuse(reply.message)
  }

  return { count, page, alone, turn: by => void turn(by) }
}
