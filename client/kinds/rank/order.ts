/** An order with one option at another place, counted from 0; as it was where there is no such place. */
export function moved(order: readonly string[], id: string, to: number): string[] {
  if (!order.includes(id) || to < 0 || to >= order.length)
    return [...order]
  const others = order.filter(other => other !== id)
  return [...others.slice(0, to), id, ...others.slice(to)]
}
