/** An address as people read it aloud: without the scheme and a bare slash at the end. */
export function spoken(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/$/, '')
}

/** An address in the parts that a line may break between: each folder, and the code, starts with its slash. */
export function addressParts(url: string): string[] {
  return spoken(url).split(/(?=\/)/)
}

/** A host in the parts that it may break between where it is wider than a line. */
export function hostParts(host: string): string[] {
  return host.split(/(?=[.:])|(?<=-)/)
}
