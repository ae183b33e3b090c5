import type { Options } from 'csv-stringify/sync'

/**
 * A CSV in which a spreadsheet runs nothing: an apostrophe precedes everything that it would run as a formula, at the start of
 * a cell, and after characters that are delimiters in some countries.
 */
export const INERT_CSV = {
  header: true,
  escape_formulas: true,
  quoted_match: /[;\t|]/,
  cast: { string: inert },
} satisfies Options

/** `escape_formulas` checks a cell's first character only. A smiley after a semicolon is kept. */
function inert(text: string): string {
  return text.replace(/^\s+(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/, '').replace(/(?<=;\s*)(?=[=+@\uFF1D\uFF0B\uFF20]|[-\uFF0D]\w)/g, '\'')
}
