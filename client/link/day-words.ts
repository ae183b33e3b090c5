/** `18 December`, from `2026-12-18`. */
export function dayWords(due: string): string {
  return new Date(`${due}T12:00:00Z`).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' })
}

/** `30 August 2026`, where this device is. */
export function dateWords(milliseconds: number): string {
  return new Date(milliseconds).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
}

/** `Mina, by 18 December`. */
export function whoAndWhen({ owner, due }: { owner: string | null, due: string | null }): string {
  return `${owner ?? 'Nobody yet'}${due === null ? '' : `, by ${dayWords(due)}`}`
}
