/**
 * The calendar day of a workshop, where its room was: `2026-12-01`. The same log gives the same files on any machine, so this
 * machine's time zone must not count. A workshop's id begins with the local day on which it was started; where somebody gave
 * it another id, nothing says where the room was, and the day is that of UTC.
 */
export function dayOfWorkshop({ id, startedAt }: { id: string, startedAt: string }): string {
  const day = /^\d{4}-\d{2}-\d{2}(?=-)/.exec(id)?.[0] ?? ''
  return Number.isNaN(Date.parse(day)) ? dayInUtc(new Date(startedAt)) : day
}

export function dayInUtc(moment: Date): string {
  return moment.toISOString().slice(0, 10)
}
