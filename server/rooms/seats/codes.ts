import type { Auth } from '../../access/auth.ts'
import { LETTERS } from '../../access/join-codes.ts'

/** Of a seat's code: there are 17 billion of them. */
export const CODE_LENGTH = 8
/** More than any room has. */
export const MOST_SEATS = 2000

/** The codes of one workshop. They are derived from the secret, so that they can be printed again without being stored. */
export interface SeatCodes {
  /** The first codes, such as `bcdfghjk`; a higher number starts with the same ones. */
  first: (count: number) => string[]
  /** The seat of a code, as it is in the log. It may not have been issued. */
  seatOf: (code: string) => string
}

export function seatCodes({ digest }: Pick<Auth, 'digest'>, workshop: string): SeatCodes {
  return {
    first(count) {
      const codes = new Set<string>()
      for (let no = 1; codes.size < count; no++)
        codes.add(codeOf(digest(`seat code ${no} of ${workshop}`)))
      return [...codes]
    },
    seatOf: code => `s:${digest(`seat ${code} of ${workshop}`).toString('base64url').slice(0, 16)}`,
  }
}

/** 16 bytes as a number, in letters: no letter is likelier than another by more than one in a million millions. */
function codeOf(digest: Uint8Array): string {
  let number = digest.subarray(0, 16).reduce((sum, byte) => sum << 8n | BigInt(byte), 0n)
  let code = ''
  while (code.length < CODE_LENGTH) {
    code += LETTERS[Number(number % BigInt(LETTERS.length))]
    number /= BigInt(LETTERS.length)
  }
  return code
}

/** What somebody typed, as a code: case, spaces and dashes do not matter. */
export function readCode(typed: string): string {
  return typed.toLowerCase().replace(/[^a-z]/g, '')
}

/** As it is printed: `bcdf-ghjk`. */
export function showCode(code: string): string {
  return `${code.slice(0, CODE_LENGTH / 2)}-${code.slice(CODE_LENGTH / 2)}`
}
