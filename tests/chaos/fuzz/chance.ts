import { Buffer } from 'node:buffer'
import { randomFrom } from '../../support/polls/random.ts'

/** Everything random of one attack. */
export interface Chance {
  /** A whole number from 0 to one below the limit. */
  below: (limit: number) => number
  /** True in that share of all cases. */
  often: (share: number) => boolean
  pick: <Item>(items: readonly Item[]) => Item
  /** Letters and digits, so many that no two are the same. */
  token: (length?: number) => string
  bytes: (length: number) => Buffer
}

const DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789'

export function chanceFrom(seed: number): Chance {
  const random = randomFrom(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  return {
    below,
    often: share => random() < share,
    pick: items => items[below(items.length)]!,
    token: (length = 16) => {
      let token = ''
      while (token.length < length)
        token += DIGITS[below(DIGITS.length)]
      return token
    },
    bytes: length => Buffer.from(Array.from({ length }, () => below(256))),
  }
}
