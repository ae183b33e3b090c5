import { statfs } from 'node:fs/promises'

const MB = 1_000_000
/** What is left of the disk when the terminal says so, once each. */
const LOW = [500 * MB, 100 * MB]
const LOOK_EVERY_MS = 60_000

/** Bytes that are free where a folder is. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/**
 * Gives the warning for what is free, unless it was given before: once below 500 MB, and once more below 100 MB. No vote
 * is lost when the disk is full, but none is taken either.
 */
export function createSpaceWarning(folder: string): (free: number) => string | undefined {
  const unsaid = new Set(LOW)
  return (free) => {
    const reached = [...unsaid].filter(limit => free < limit)
    reached.forEach(limit => unsaid.delete(limit))
    return reached.length === 0
      ? undefined
      : `The disk is nearly full: ${Math.floor(free / MB)} MB are left for ${folder}. Delete something else: without room, no more votes can be taken.`
  }
}

/** Looks at the disk of the data folder now and each minute; keeps nothing running. */
export function watchDiskSpace(folder: string, warn: (warning: string) => void): void {
  const warningFor = createSpaceWarning(folder)
  const look = async () => {
    // A file system that does not say how full it is says nothing.
    const warning = warningFor(await freeBytes(folder).catch(() => Infinity))
    if (warning)
      warn(warning)
  }
  void look()
  setInterval(look, LOOK_EVERY_MS).unref()
}
