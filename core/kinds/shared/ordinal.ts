import { sum } from './with-options.ts'

/*
 * Levels have an order but no distances, so their means can reverse the order of two options (Liddell and Kruschke 2018,
 * doi 10.1016/j.jesp.2018.08.009). The statistics here use the order only.
 */

/** Ballots for each level, the lowest first. */
export type Distribution = readonly number[]

/**
 * A quantile, in levels from 1, as if the ballots of a level were spread evenly over it: from half a level below to half a level
 * above.
 * @param distribution with one ballot at least
 * @param share of the ballots that lie below it, between 0 and 1
 */
function interpolatedQuantile(distribution: Distribution, share: number): number {
  const goal = sum(distribution) * share
  let below = 0
  for (const [index, there] of distribution.entries()) {
    if (there > 0 && below + there > goal)
      return index + 1 + (2 * (goal - below) - there) / (2 * there)
    below += there
    // As many lie below this level's end as are asked for: half way to the next ballot.
    if (there > 0 && below === goal)
      return (index + distribution.findIndex((count, other) => other > index && count > 0)) / 2 + 1
  }
  return distribution.length
}

/**
 * The interpolated median, in levels from 1: the median, moved within its level by how many ballots lie above and below.
 * @param distribution with one ballot at least
 */
export function interpolatedMedian(distribution: Distribution): number {
  return interpolatedQuantile(distribution, 0.5)
}

/**
 * The quartiles that go with it, which end at the ends of the scale.
 * @param distribution with one ballot at least
 */
export function interpolatedQuartiles(distribution: Distribution): [lower: number, upper: number] {
  return [Math.max(1, interpolatedQuantile(distribution, 0.25)), Math.min(distribution.length, interpolatedQuantile(distribution, 0.75))]
}

/**
 * Van der Eijk's A (2001, doi 10.1023/A:1010374114305): 1 if all chose the same level, 0 if they are spread evenly,
 * −1 if half chose the lowest and half the highest. The distribution is split into layers. In a layer, every
 * level has either the same number of ballots or none.
 * @param distribution with one ballot at least, over two levels at least
 */
export function agreementOf(distribution: Distribution): number {
  const ballots = sum(distribution)
  let left = [...distribution]
  let agreement = 0
  while (sum(left) > 0) {
    const height = Math.min(...left.filter(count => count > 0))
    const pattern = left.map(count => count > 0)
    const filled = pattern.filter(Boolean).length
    agreement += filled * height / ballots * agreementOfLayer(pattern, filled)
    left = left.map(count => Math.max(0, count - height))
  }
  return agreement
}

function agreementOfLayer(pattern: readonly boolean[], filled: number): number {
  const levels = pattern.length
  if (filled === 1 || filled === levels)
    return filled === 1 ? 1 : 0
  let [together, apart] = [0, 0]
  for (const [low, middle, high] of triplesOf(pattern)) {
    together += Number(middle && low !== high)
    apart += Number(!middle && low && high)
  }
  const unimodality = ((levels - 2) * together - (levels - 1) * apart) / ((levels - 2) * (together + apart))
  return unimodality * (1 - (filled - 1) / (levels - 1))
}

function triplesOf<Value>(values: readonly Value[]): [Value, Value, Value][] {
  return values.flatMap((low, i) => values.slice(i + 1).flatMap((middle, j) => values.slice(i + j + 2).map((high): [Value, Value, Value] => [low, middle, high])))
}

/**
 * How many ballots, changed from the lowest level that has one to the highest level, lift the median of the first
 * distribution to that of the second or above: how firmly the first is the lower one.
 * @param lower its interpolated median is not above that of `higher`
 */
export function ballotsApart(lower: Distribution, higher: Distribution): number {
  const goal = interpolatedMedian(higher)
  const changed = [...lower]
  let ballots = 0
  for (; interpolatedMedian(changed) < goal; ballots++) {
    changed[changed.findIndex(count => count > 0)]!--
    changed[changed.length - 1]!++
  }
  return ballots
}
