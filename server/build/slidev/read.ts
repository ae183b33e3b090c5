import type { Reading } from '../../../authoring/deck/slides.ts'
import type { Readout } from '../read-deck.ts'
import { basename, dirname } from 'node:path'
import process from 'node:process'
import { resolveOptions } from '@slidev/cli'
import { checkDeck } from '../../../authoring/deck/deck.ts'
import { loadContent } from '../../../authoring/load.ts'
import { ContentError } from '../../../authoring/problem.ts'

/** Reads and checks the deck for the parent process. */
export async function readForParent(entry: string, mode: Reading['mode']): Promise<void> {
  const { roots } = await resolveOptions({ entry }, mode)
  const [root, name, reading] = [dirname(entry), basename(entry), { roots, mode }]
  const send = (readout: Readout) => process.send!(readout)
  try {
    const content = await loadContent(root, name, reading)
    await checkDeck(root, content, name, reading)
    send({ content })
  }
  catch (error) {
    if (!(error instanceof ContentError))
      throw error
    send({ problems: error.problems })
  }
}
