const KEY = 'workshop:reloaded'
const AT_MOST_EVERY_MS = 60_000

/**
 * Reloads this page, at most once a minute, so that a cache with an outdated page can't cause a reload loop.
 * @returns false if it doesn't reload, because it did recently or can't remember
 */
export function reloadPage(): boolean {
  try {
    if (Date.now() - Number(sessionStorage.getItem(KEY)) < AT_MOST_EVERY_MS)
      return false
    sessionStorage.setItem(KEY, String(Date.now()))
  }
  catch {
    return false
  }
  location.reload()
  return true
}
