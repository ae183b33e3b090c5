import { UserError } from '../user-error.ts'

/** A visitor cannot be let into a workshop now. The message is for visitors; `cause` says why. */
export class NotNow extends UserError {
  override name = 'NotNow'
  /** Of an HTTP response. */
  readonly status: 429 | 503

  constructor(status: 429 | 503, message: string, options?: ErrorOptions) {
    super(message, options)
    this.status = status
  }
}

/** The log of a workshop cannot be read, or its deck cannot be given. */
export function unopened(cause: unknown): NotNow {
  return new NotNow(503, 'This workshop cannot be opened now. The terminal of its server says why.', { cause })
}
