/** What an instrument needs is not to be had on this machine. What it was for is told as not run, never as passed. */
export class Unavailable extends Error {
  override name = 'Unavailable'
}
