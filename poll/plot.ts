export interface Point {
  x: number
  y: number
}

/**
 * Moves points apart that would cover one another, each as little as need be, and keeps them in the plot.
 * @param points in pixels
 * @param gap the least distance between two of them, in pixels
 * @param size of the plot, in pixels
 */
export function apart(points: readonly Point[], gap: number, size: { width: number, height: number }): Point[] {
  const moved = points.map(({ x, y }) => ({ x, y }))
  for (let step = 0; step < 60; step++) {
    moved.forEach((one, index) => moved.slice(index + 1).forEach((other, after) => {
      const distance = Math.hypot(other.x - one.x, other.y - one.y)
      if (distance >= gap)
        return
      // Two on the very same spot go apart at an angle of their own.
      const angle = distance === 0 ? index + after : Math.atan2(other.y - one.y, other.x - one.x)
      const by = (gap - distance) / 2
      one.x -= Math.cos(angle) * by
      one.y -= Math.sin(angle) * by
      other.x += Math.cos(angle) * by
      other.y += Math.sin(angle) * by
    }))
    for (const point of moved) {
      point.x = Math.min(size.width - gap / 2, Math.max(gap / 2, point.x))
      point.y = Math.min(size.height - gap / 2, Math.max(gap / 2, point.y))
    }
  }
  return moved
}
