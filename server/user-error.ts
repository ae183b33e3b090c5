/** An error that the user can fix. The message says in one line what is wrong and how to fix it; no stack is shown. */
export class UserError extends Error {
  override name = 'UserError'
}
