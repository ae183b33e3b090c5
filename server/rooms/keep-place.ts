import type { PlacedSlide } from '../../authoring/routes/placed-slides.ts'
import type { Room } from './room.ts'
import { randomUUID } from 'node:crypto'
import { slideNumberOf } from '../../core/plan/slide-keys.ts'
import { FACILITATOR, SERVER } from '../../core/workshop.ts'

/**
 * Keeps the room on its slide when an edit changed the slide's number or poll.
 * If the slide was removed, the room moves to the one in its place, with that slide's poll on the phones.
 */
export async function keepPlace({ workshop, submit }: Room, slides: readonly PlacedSlide[]): Promise<void> {
  const { no: before, key, poll, plan, clicks, by } = workshop.slide
  // Nobody has shown anything yet.
  if (by === null)
    return
  const no = slideNumberOf(workshop.slide, slides.map(({ key }) => key), slides.map(({ poll }) => poll))
  const slide = slides[no - 1]
  if (!slide || (no === before && slide.poll === poll))
    return
  // The slides may load an edit first: the facilitator then showed a poll unknown here, which opens now. [B5]
  const wasAhead = poll === null && slide.poll !== null && slide.key === key && key.startsWith(slide.poll)
  await submit(wasAhead ? FACILITATOR : SERVER, { type: 'slide:show', id: randomUUID(), no, clicks: slide.key === key ? clicks : 0, poll: slide.poll, key: slide.key, ...slide.part !== null && { part: slide.part }, ...slide.key === key && plan && { plan } })
}
