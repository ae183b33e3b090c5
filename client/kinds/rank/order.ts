/** Moves an option to an index, from 0; returns the same order if the index doesn't exist. */
export function moved(order: readonly string[], id: string, to: number): string[] {
  if (!order.includes(id) || to < 0 || to >= order.length)
    return [...order]
  const others = order.filter(other => other !== id)
  return [...others.slice(0, to), id, ...others.slice(to)]
}
