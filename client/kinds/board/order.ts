/**
 * Adds new ids to an order, shuffled. Known ones stay where they are: a list that moves under the thumb is one that is tapped wrong.
 * @param random from 0 to 1
 */
export function continued(order: readonly string[], ids: readonly string[], random: () => number): string[] {
  const fresh = ids.filter(id => !order.includes(id)).map(id => ({ id, key: random() })).sort((a, b) => a.key - b.key)
  return [...order, ...fresh.map(({ id }) => id)]
}

/** Rows in an order of their ids; others follow. */
export function inOrderOf<Row extends { id: string }>(order: readonly string[], rows: readonly Row[]): Row[] {
  const place = ({ id }: Row) => order.includes(id) ? order.indexOf(id) : Infinity
  return [...rows].sort((a, b) => place(a) - place(b) || 0)
}
