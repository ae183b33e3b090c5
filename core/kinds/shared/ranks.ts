interface Ranked { rank: number | null }

/** Sets the rank of every row with votes, the largest weight first. [R4] */
export function ranked<Row extends Ranked & { voters: number }>(rows: readonly Row[], weight: (row: Row) => number): Row[] {
  const ranks = ranksOf(rows.filter(row => row.voters > 0).map(weight))
  return rows.map(row => row.voters === 0 ? row : { ...row, rank: ranks.get(weight(row))! })
}

/** The rank of each weight. Equal weights share a rank and the next is skipped: 1, 2, 2, 4. */
export function ranksOf(weights: readonly number[]): Map<number, number> {
  const times = new Map<number, number>()
  weights.forEach(weight => times.set(weight, (times.get(weight) ?? 0) + 1))
  let rank = 1
  return new Map([...times].sort(([a], [b]) => b - a).map(([weight, ties]) => {
    const own = rank
    rank += ties
    return [weight, own]
  }))
}

/** The rows with the first rank first; ties, and rows without a vote, keep the poll's order. */
export function byRank<Row extends Ranked>({ rows }: { rows: readonly Row[] }): Row[] {
  return [...rows].sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || 0)
}
