/** A fault that its user can mend. The message names the thing and the mend, in one line; no stack is shown. */
export class UserError extends Error {
  override name = 'UserError'
}
