import type { Room } from './room.ts'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { loadWorkshop } from '../workshop/load.ts'
import { redefine } from './open-workshop.ts'
import { explain } from './orderly.ts'

/** An editor writes a file in several steps. */
const SETTLE_MS = 100

/** Brings changed content into the running workshop; votes stay. Broken content is told of and changes nothing. */
export function followContent(root: string, room: Room): void {
  let timer: NodeJS.Timeout | undefined
  watch(join(root, 'content'), { recursive: true }, () => {
    clearTimeout(timer)
    timer = setTimeout(() => bringIn(root, room).catch(explain), SETTLE_MS)
  })
}

async function bringIn(root: string, room: Room): Promise<void> {
  await redefine(room, await loadWorkshop(root))
}
