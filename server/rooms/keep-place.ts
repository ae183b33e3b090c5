import type { PlacedSlide } from '../../authoring/load.ts'
import type { Room } from './room.ts'
import { randomUUID } from 'node:crypto'
import { slideNumberOf } from '../../authoring/deck/slide-keys.ts'
import { FACILITATOR, SERVER } from '../../core/workshop.ts'

/**
 * Keeps the room on the slide that it is on when the deck was edited and the slide has another number, or another poll.
 * Where the slide is gone, the room is on the one that took its place, with its poll on the phones.
 */
export async function keepPlace({ workshop, submit }: Room, slides: readonly PlacedSlide[]): Promise<void> {
  const { no: before, key, poll, clicks, by } = workshop.slide
  // Nobody has shown anything yet.
  if (by === null)
    return
  const no = slideNumberOf(workshop.slide, slides.map(({ key }) => key), slides.map(({ poll }) => poll))
  const slide = slides[no - 1]
  if (!slide || (no === before && slide.poll === poll))
    return
  // A page of the slides may read an edit first: its facilitator then showed a poll that nobody knew here, and it opens late. [B5]
  const wasAhead = poll === null && slide.poll !== null && slide.key === key && key.startsWith(slide.poll)
  await submit(wasAhead ? FACILITATOR : SERVER, { type: 'slide:show', id: randomUUID(), no, clicks: slide.key === key ? clicks : 0, poll: slide.poll, key: slide.key })
}
