/** `18 December`, from `2026-12-18`. */
export function dayWords(due: string): string {
  return new Date(`${due}T12:00:00Z`).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' })
}
