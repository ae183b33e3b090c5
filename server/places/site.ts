/** Where this server is reached from outside. */
export interface Site {
  /** The address that a proxy answers for it, without a slash at the end, such as `https://example.org/votes`. */
  publicUrl: string | undefined
  /** The path of that address, such as `/votes`; empty where it has none. */
  path: string
  /** The address that phones reach it at, without a slash at the end. */
  base: () => string
  /** No pages are built: the development servers have them, each at the root of its own address. */
  dev: boolean
}

/** @param base see `Site`; it changes when this machine joins another network */
export function siteOf(publicUrl: string | undefined, base: () => string, dev = false): Site {
  return { publicUrl, path: publicUrl ? new URL(publicUrl).pathname.replace(/\/$/, '') : '', base, dev }
}
