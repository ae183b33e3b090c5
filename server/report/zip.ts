import type { Zippable } from 'fflate'
import { zipSync } from 'fflate'

/** Compressed already. */
const PACKED = /\.(?:pdf|xlsx|png|webp|jpe?g|woff2?|zip)$/

/** What a zip can tell. A clock may be wrong. */
const FIRST_YEAR = 1980
const LAST_YEAR = 2099

/**
 * A zip of files by path: the same bytes for the same files, at any time and in any time zone.
 * @param date of the files: ISO 8601, of which the day counts
 */
export function zipOf(files: Readonly<Record<string, Uint8Array>>, date: string): Uint8Array {
  const [year, month, day] = date.slice(0, 10).split('-').map(Number)
  // A zip has local times. Every day has a noon, in every time zone.
  const mtime = new Date(Math.min(Math.max(year!, FIRST_YEAR), LAST_YEAR), month! - 1, day, 12)
  const zippable: Zippable = Object.fromEntries(Object.entries(files).map(([path, file]) => [path, [file, { level: PACKED.test(path) ? 0 : 6 }]]))
  return zipSync(zippable, { mtime })
}
