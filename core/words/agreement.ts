/** What an agreement is called. */
export type AgreementWord = 'agree' | 'mixed' | 'two camps'

/** From here on most layers have one peak; below the other, more of them have two. */
const [AGREE, CAMPS] = [0.5, -0.2]

/**
 * The fewest voters of whom it is said how far they agree. With fewer, one ballot at the far end is enough that a room that otherwise
 * chose the same level no longer agrees: their A is 1 − 4 ÷ voters. [R6]
 */
export const LEAST_VOTERS = 8

/** @returns undefined for too few voters */
export function agreementWord({ voters, agreement }: { voters: number, agreement?: number | undefined }): AgreementWord | undefined {
  if (agreement === undefined || voters < LEAST_VOTERS)
    return undefined
  return agreement >= AGREE ? 'agree' : agreement <= CAMPS ? 'two camps' : 'mixed'
}
