import type { Content } from '../../authoring/load.ts'
import type { Deck } from '../paths.ts'
import type { Room } from './room.ts'
import { readSlides } from '../../authoring/deck/slides.ts'
import { isPartFault } from '../build/deck-parts.ts'
import { readDeck } from '../build/read-deck.ts'
import { watchDeck } from '../build/watch-deck.ts'
import { explain, warnOf } from '../error-reporting.ts'
import { keepPlace } from './keep-place.ts'
import { redefine } from './open-workshop.ts'

/**
 * Brings changed content and slides into the running workshop; votes stay. Errors are reported and change nothing.
 * @returns once all files are watched
 */
export function followContent(deck: Deck, room: Room): Promise<void> {
  const watch = watchDeck(deck, () => void bringIn().catch(explain))
  let told = 0

  async function bringIn(): Promise<void> {
    await watch.renew()
    const content = await readDeck(deck, 'dev')
    // Line numbers change with every edit, so warnings are counted, not compared.
    if (content.warnings.length > told)
      warnOf(content.warnings)
    told = content.warnings.length
    await redefine(room, content)
    await keepPlace(room, content.slides)
  }

  return watch.renew()
}

/** Reads a deck that is being written: errors are reported, and it is read again once it has changed. */
export function readOnceSound(deck: Deck): Promise<Content> {
  return retryOnChange(deck, () => readDeck(deck, 'dev'))
}

/** Waits until the deck's headmatter is valid and its theme and addons are installed: Slidev doesn't start before. */
export async function untilReadable(deck: Deck): Promise<void> {
  await retryOnChange(deck, async () => {
    const slides = await readSlides(deck.root, deck.entry)
    const isUnread = Boolean(slides?.own[0]?.frontmatterDoc?.errors.length)
    await readDeck(deck, 'dev').catch((error) => {
      if (isUnread || isPartFault(error))
        throw error
    })
  })
}

async function retryOnChange<Value>(deck: Deck, work: () => Promise<Value>): Promise<Value> {
  for (;;) {
    let hear = () => {}
    const change = new Promise<void>(resolve => hear = resolve)
    const watch = watchDeck(deck, () => hear(), { persistent: true })
    try {
      await watch.renew()
      return await work()
    }
    catch (error) {
      explain(error)
      console.error('Waiting until it is corrected …')
      await change
    }
    finally {
      watch.close()
    }
  }
}
