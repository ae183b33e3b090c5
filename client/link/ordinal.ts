const ENDINGS: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' }
const rules = new Intl.PluralRules('en', { type: 'ordinal' })

/** `1st`, `2nd`, `11th`, `23rd`. */
export function ordinal(rank: number): string {
  return `${rank}${ENDINGS[rules.select(rank)] ?? 'th'}`
}
