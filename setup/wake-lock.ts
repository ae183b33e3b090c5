/**
 * Slidev asks the browser to keep the screen on, and a browser may say no: every slide would then report an unhandled
 * rejection. With this, a refusal leaves the page without a lock, as a browser that has none does.
 */
export function allowWakeLockRefusal({ wakeLock }: Pick<Navigator, 'wakeLock'> = navigator): void {
  // There is no wake lock over plain HTTP.
  if (!wakeLock)
    return
  // Not on the object itself: WebKit makes it anew for whoever asks later.
  const locks = Object.getPrototypeOf(wakeLock) as WakeLock
  const { request } = locks
  locks.request = async function (type) {
    return request.call(this, type).catch(() => null as unknown as WakeLockSentinel)
  }
}
