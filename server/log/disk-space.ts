import { statfs } from 'node:fs/promises'

const MB = 1_000_000
/** Free bytes at which the terminal warns, once each. */
const LOW = [500 * MB, 100 * MB]
const LOOK_EVERY_MS = 60_000

/** Free bytes on the disk of a folder. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/**
 * Returns the warning for the free bytes, unless it was given before: once below 500 MB, and once more below 100 MB. No vote
 * is lost when the disk is full, but none is accepted either.
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

/** Checks the disk of the data folder now and every minute; doesn't keep the process running. */
export function watchDiskSpace(folder: string, warn: (warning: string) => void): void {
  const warningFor = createSpaceWarning(folder)
  const look = async () => {
    // Some file systems don't report their free space.
    const warning = warningFor(await freeBytes(folder).catch(() => Infinity))
    if (warning)
      warn(warning)
  }
  void look()
  setInterval(look, LOOK_EVERY_MS).unref()
}
