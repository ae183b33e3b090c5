/**
 * Slidev asks the browser to keep the screen on, and a browser may say no: every slide would then report an unhandled
 * rejection. With this, a refusal leaves the page without a lock, as a browser that has none does.
 */
export function allowWakeLockRefusal({ wakeLock }: Pick<Navigator, 'wakeLock'> = navigator): void {
  // Over plain HTTP there is none.
  if (!wakeLock)
    return
  const request = wakeLock.request.bind(wakeLock)
  wakeLock.request = type => request(type).catch(() => null as unknown as WakeLockSentinel)
}
