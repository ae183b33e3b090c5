const KEY = 'workshop:reloaded'
const AT_MOST_EVERY_MS = 60_000

/**
 * Fetches this page anew, at most once a minute: a cache that keeps serving an old page must not make it spin.
 * @returns false when it did not, because it did so a moment ago or cannot remember whether it did
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
