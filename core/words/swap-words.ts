import { plural } from './plural.ts'

/** How few ballots would change which option is first. [R14] */
export function swapWords({ options, ballots }: { options: readonly string[], ballots: number }): string {
  if (ballots > 0)
    return `${plural(ballots, 'ballot')} would put another first`
  return options.length === 2 ? 'first and second are level' : `the first ${options.length} are level`
}
