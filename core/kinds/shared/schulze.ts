/** `pairs[a * options + b]`: ballots that place option `a` above option `b`. */
export type Pairs = Int32Array

export function newPairs(options: number): Pairs {
  return new Int32Array(options * options)
}

/**
 * Counts one ballot, in time that depends on its length and the number of options. Options that it leaves out are below those that
 * it places, and equal among themselves. [R15]
 * @param order indexes of the options, the first place first
 */
export function countPairs(pairs: Pairs, order: readonly number[], by: 1 | -1): void {
  const options = Math.sqrt(pairs.length)
  for (let place = 0; place < order.length; place++) {
    const row = order[place]! * options
    for (let other = 0; other < options; other++)
      pairs[row + other]! += by
    for (let higher = 0; higher <= place; higher++)
      pairs[row + order[higher]!]! -= by
  }
}

/** The option that more ballots place above than below each of the others; undefined if there is none. */
export function condorcetWinner(pairs: Pairs): number | undefined {
  const options = Math.sqrt(pairs.length)
  const all = Array.from({ length: options }, (_, option) => option)
  return all.find(a => all.every(b => a === b || pairs[a * options + b]! > pairs[b * options + a]!))
}

/**
 * The winners by Schulze's method, with the strength of a link being the ballots that win it (2018, arXiv:1804.02973): options
 * from which the strongest path to every other one is at least as strong as the path back. [R15]
 */
export function schulzeWinners(pairs: Pairs): number[] {
  const options = Math.sqrt(pairs.length)
  const all = Array.from({ length: options }, (_, option) => option)
  const paths = pairs.map((there, cell) => there > pairs[cell % options * options + Math.floor(cell / options)]! ? there : 0)
  for (const via of all) {
    for (const from of all) {
      for (const to of all)
        paths[from * options + to] = Math.max(paths[from * options + to]!, Math.min(paths[from * options + via]!, paths[via * options + to]!))
    }
  }
  return all.filter(a => all.every(b => paths[a * options + b]! >= paths[b * options + a]!))
}
