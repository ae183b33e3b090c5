import type { FSWatcher } from 'node:fs'
import type { Deck } from './paths.ts'
import type { Room } from './room.ts'
import { existsSync, watch } from 'node:fs'
import { dirname, join } from 'node:path'
import { checkDeck } from '../workshop/deck.ts'
import { loadWorkshop } from '../workshop/load.ts'
import { readSlides } from '../workshop/slides.ts'
import { redefine } from './open-workshop.ts'
import { explain } from './orderly.ts'

/** An editor writes a file in several steps. */
const SETTLE_MS = 100

/**
 * Brings changed content and slides into the running workshop; votes stay. What is broken is told of and changes nothing.
 * @returns once all of it is watched
 */
export function followContent({ root, entry }: Deck, room: Room): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const watchers = new Map<string, FSWatcher>()
  const changed = () => {
    clearTimeout(timer)
    timer = setTimeout(() => bringIn().catch(explain), SETTLE_MS)
  }

  async function bringIn(): Promise<void> {
    await watchAll()
    const content = await loadWorkshop(root, entry)
    await checkDeck(root, content, entry)
    await redefine(room, content)
  }

  /** A slide may import from a folder that no slide did before. */
  async function watchAll(): Promise<void> {
    const slides = await readSlides(root, entry)
    const content = join(root, 'content')
    for (const folder of [root, content, ...(slides?.files ?? []).map(({ filepath }) => dirname(filepath))]) {
      if (!watchers.has(folder) && existsSync(folder))
        watchers.set(folder, watch(folder, { recursive: folder === content, persistent: false }, (_, name) => /\.(?:md|ya?ml)$/.test(name ?? '') && changed()))
    }
  }

  return watchAll()
}
