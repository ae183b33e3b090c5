const rules = new Intl.PluralRules('en')

/** `1 vote`, `3 votes`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${rules.select(count) === 'one' ? one : many}`
}
