import type { UserError } from '../../user-error.ts'

export interface SignInProblemOptions {
  /** Of the HTTP response. */
  status: number
  title: string
  /** For the person who signs in: what happened, in trusted HTML. */
  reason: string
  /** A question of who the person is: the page offers another account. */
  otherAccount?: boolean
  /** For whoever runs the server: what to look at. */
  forLog?: UserError
}

/** A sign-in that comes to nothing. It says no more than anybody may read: no code, token, secret or claim. */
export class SignInProblem extends Error {
  override name = 'SignInProblem'
  readonly options: SignInProblemOptions

  constructor(options: SignInProblemOptions) {
    super(options.title)
    this.options = options
  }
}
