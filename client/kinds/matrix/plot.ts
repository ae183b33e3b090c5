export interface Point {
  x: number
  y: number
}

export interface Plot {
  width: number
  height: number
}

/** Iterations in which points push each other apart. */
const STEPS = 80

/**
 * Moves overlapping squares apart, as little as necessary, and keeps them inside the plot. Squares on the same spot are spread
 * around it.
 * @param points the centres, in pixels
 * @param gap the minimum distance of two centres, horizontally or vertically, in pixels
 * @param plot in pixels
 */
export function apart(points: readonly Point[], gap: number, plot: Plot): Point[] {
  const moved = points.map(point => within(point, gap, plot))
  for (let step = 0; step < STEPS; step++) {
    moved.forEach((one, index) => moved.slice(index + 1).forEach((other, after) => push(one, other, gap, index + after)))
    moved.forEach(point => Object.assign(point, within(point, gap, plot)))
  }
  return settled(moved, points, gap, plot)
}

function push(one: Point, other: Point, gap: number, no: number): void {
  const [x, y] = [other.x - one.x, other.y - one.y]
  const [deepX, deepY] = [gap - Math.abs(x), gap - Math.abs(y)]
  if (deepX <= 0 || deepY <= 0)
    return
  // Push in the direction of the smaller overlap; for equal overlaps, alternate.
  if (deepX < deepY || (deepX === deepY && no % 2 === 0)) {
    const by = deepX / 2 * (x < 0 ? -1 : 1)
    one.x -= by
    other.x += by
  }
  else {
    const by = deepY / 2 * (y < 0 ? -1 : 1)
    one.y -= by
    other.y += by
  }
}

/** If pushing was not enough, gives each point the nearest free place next to those already placed. */
function settled(moved: readonly Point[], wanted: readonly Point[], gap: number, plot: Plot): Point[] {
  if (moved.every((point, index) => moved.slice(index + 1).every(other => isClear(point, other, gap))))
    return [...moved]
  const placed: Point[] = []
  for (const point of wanted) {
    const stops = (key: 'x' | 'y') => [...new Set([point[key], ...placed.flatMap(other => [other[key] - gap, other[key], other[key] + gap])])]
    const downwards = stops('y')
    let [nearest, least] = [within(point, gap, plot), Infinity]
    for (const x of stops('x')) {
      for (const y of downwards) {
        const place = within({ x, y }, gap, plot)
        const far = Math.hypot(place.x - point.x, place.y - point.y)
        if (far < least && placed.every(other => isClear(place, other, gap)))
          [nearest, least] = [place, far]
      }
    }
    if (least === Infinity)
      return onLattice(wanted, gap, plot)
    placed.push(nearest)
  }
  return placed
}

/** In a nearly full plot, gives each point the nearest free cell of a lattice. */
function onLattice(wanted: readonly Point[], gap: number, { width, height }: Plot): Point[] {
  const [columns, rows] = [Math.floor(width / gap), Math.floor(height / gap)]
  const free = Array.from({ length: columns * rows }, (_, cell) => ({ x: (cell % columns + 0.5) * width / columns, y: (Math.floor(cell / columns) + 0.5) * height / rows }))
  return wanted.map((point) => {
    const far = ({ x, y }: Point) => Math.hypot(x - point.x, y - point.y)
    const cell = free.reduce((best, cell, index) => far(cell) < far(free[best]!) ? index : best, 0)
    return free.splice(cell, 1)[0] ?? within(point, gap, { width, height })
  })
}

function isClear(one: Point, other: Point, gap: number): boolean {
  return Math.max(Math.abs(other.x - one.x), Math.abs(other.y - one.y)) >= gap - 0.5
}

function within({ x, y }: Point, gap: number, { width, height }: Plot): Point {
  return { x: Math.min(width - gap / 2, Math.max(gap / 2, x)), y: Math.min(height - gap / 2, Math.max(gap / 2, y)) }
}
