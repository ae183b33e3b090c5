import process from 'node:process'

/** The environment variable that names the folder of `sampleDeck`. */
export const TEST_DECK = 'WORKSHOP_TEST_DECK'

/**
 * The folder of somebody's own deck, far from this project: a file, no package.json, no packages. All tests share it, as it is:
 * whoever first needs its pages builds them.
 */
export function sampleDeck(): string {
  return process.env[TEST_DECK]!
}
