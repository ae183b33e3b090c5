import { UserError } from '../user-error.ts'
import { deckArgs } from './command-line.ts'

export const USUAL_PORT = 4321
export const LAST_PORT = 65535

/** What `npm start` takes, and `npm run dev` hands on to it. */
export const startArgs = {
  ...deckArgs,
  'port': { type: 'string', default: String(USUAL_PORT), description: 'Port to listen on', valueHint: 'number' },
  'host': { type: 'string', description: 'The one address to listen on, instead of all', valueHint: 'address' },
  'public-url': { type: 'string', description: 'The address phones open, where it is not this machine\'s: a tunnel or a proxy', valueHint: 'url' },
  'data': { type: 'string', default: 'data', description: 'Folder of the workshop log', valueHint: 'folder' },
  'seats': { type: 'string', description: 'Seats to give out: only a phone that entered the code of one may vote', valueHint: 'number' },
  'workshop': { type: 'string', description: 'Go on with this workshop, by its id, ended or not; an open one that it takes the place of ends', valueHint: 'id' },
  'new': { type: 'boolean', default: false, description: 'Start a new workshop; the open one ends and stays in the log' },
  'open': { type: 'boolean', default: true, description: 'Open the presenter view in the browser', negativeDescription: 'Do not open the browser' },
  'dev': { type: 'boolean', default: false, description: 'Serve no built pages: the development servers do (npm run dev)' },
} as const

/** @throws UserError when it is no port */
export function portOf(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > LAST_PORT)
    throw new UserError(`--port ${text} is no port. Give a whole number from 1024 to ${LAST_PORT}.`)
  return port
}
