import type { FSWatcher } from 'node:fs'
import type { Deck } from '../paths.ts'
import { existsSync, watch } from 'node:fs'
import { dirname, join } from 'node:path'
import { readSlides } from '../../authoring/deck/slides.ts'

/** An editor writes a file in several steps. */
const SETTLE_MS = 100

export interface DeckWatch {
  /** Also watches files that the deck now imports. */
  renew: () => Promise<void>
  close: () => void
}

/**
 * Calls back when slides or content of a deck have changed.
 * @param persistent keeps the process running
 */
export function watchDeck({ root, entry }: Deck, changed: () => void, { persistent = false } = {}): DeckWatch {
  let timer: NodeJS.Timeout | undefined
  const watchers = new Map<string, FSWatcher>()
  const content = join(root, 'content')

  function add(folder: string): void {
    if (watchers.has(folder) || !existsSync(folder))
      return
    watchers.set(folder, watch(folder, { recursive: folder === content, persistent }, (_, name) => {
      if (!/\.(?:md|ya?ml)$|^package\.json$/.test(name ?? ''))
        return
      clearTimeout(timer)
      timer = setTimeout(changed, SETTLE_MS)
    }))
  }

  return {
    async renew() {
      [root, content].forEach(add)
      // If a file can't be read now, its folder is watched anyway.
      const slides = await readSlides(root, entry).catch(() => null)
      slides?.files.forEach(({ filepath }) => add(dirname(filepath)))
    },
    close() {
      clearTimeout(timer)
      watchers.forEach(watcher => watcher.close())
    },
  }
}
