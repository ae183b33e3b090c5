/** A number with its unit, as people write it: `1,200 minutes`. */
export function withUnit(number: number, unit: string | undefined): string {
  return unit === undefined || unit === '' ? numberWords(number) : `${numberWords(number)} ${unit}`
}

export function numberWords(number: number): string {
  return new Intl.NumberFormat('en', { maximumFractionDigits: 4 }).format(number).replace('-', '−')
}

/** A short form for little space: `124`, `1.3K`. */
export function shortNumber(number: number): string {
  return new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 }).format(number).replace('-', '−')
}
