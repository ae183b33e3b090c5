import { UserError } from '../../user-error.ts'

export const USUAL_PORT = 4321
export const LAST_PORT = 65535

/** @throws UserError when the text is no port number */
export function portOf(text: string, option = '--port'): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > LAST_PORT)
    throw new UserError(`${option} ${text} is no port. Give a whole number from 1024 to ${LAST_PORT}.`)
  return port
}
