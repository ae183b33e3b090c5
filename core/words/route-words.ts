/** Whether a route's title says how long it is, as `90 minutes` does: then nothing else has to. */
export function saysMinutes({ title, minutes }: { title: string, minutes: number }): boolean {
  return new RegExp(`\\b${minutes}\\s*min`, 'i').test(title)
}
