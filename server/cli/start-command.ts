import { Argument, Option } from '@commander-js/extra-typings'
import { daysOf } from '../places/delete-workshop.ts'
import { readSeats } from '../rooms/seats/issue.ts'
import { UserError } from '../user-error.ts'
import { portOf, USUAL_PORT } from '../web/network/ports.ts'
import { createCommand, notEmpty, typedPath } from './command-line.ts'
import { dataOption, storeOption } from './open-store.ts'

export type StartOptions = ReturnType<ReturnType<typeof startCommand>['opts']>

/** What `npm start` takes, and `npm run dev` passes on to it. */
export function startCommand(name: string) {
  return createCommand(name, 'Runs the workshop: slides, phone votes, results. Goes on with the open workshop, if there is one.')
    .addArgument(new Argument('[decks...]', 'Markdown files of decks, or folders of them; this project\'s own if not given').argParser<string[]>((text, before) => [...Array.isArray(before) ? before : [], typedPath(text)]))
    .addOption(new Option('--port <number>', 'Port to listen on').argParser(text => portOf(text)).default(USUAL_PORT))
    .addOption(new Option('--host <address>', 'The one address to listen on, instead of all').argParser(hostOf))
    .addOption(new Option('--public-url <url>', 'The address phones open, where it is not this machine\'s: a tunnel or a proxy').argParser(publicUrlOf))
    .addOption(new Option('--trust-proxy', 'Only a proxy reaches this server: believe what it says of the browser\'s requests').default(false))
    .addOption(dataOption)
    .addOption(storeOption)
    .addOption(new Option('--seats <number>', 'Seats to give out: only a phone that entered the code of one may vote').argParser(text => readSeats(text, '--seats ')))
    .addOption(new Option('--route <id>', 'The way through the deck, of its routes').argParser(notEmpty))
    .addOption(new Option('--workshop <id>', 'Go on with this workshop, by its id, ended or not; if one other is open, it ends').argParser(notEmpty))
    .addOption(new Option('--new', 'Start a new workshop; if one is open, it ends and stays in the log').default(false).conflicts('workshop'))
    .addOption(new Option('--compare <workshop>', 'Compare with an earlier workshop: its id, a file of npm run export-log, or "none"').argParser(text => ({ id: notEmpty(text), path: typedPath(text) })))
    .addOption(new Option('--delete-after <days>', 'Delete workshops for good at the start, that many days after their last entry; never if not given').argParser(daysOf))
    .addOption(new Option('--metrics-port <number>', 'Answer /metrics for Prometheus at a port of its own; nowhere if not given').argParser(text => portOf(text, '--metrics-port')))
    .addOption(new Option('--metrics-host <address>', 'The address of that port: only this machine if not given').argParser(hostOf).default('127.0.0.1'))
    .addOption(new Option('--drain-seconds <number>', 'On SIGTERM, how long pages may take to go to another server').argParser(drainOf).default(3))
    .addOption(new Option('--log-format <format>', 'How the server writes its lines: "text" for a terminal, "json" for a log').argParser(logFormatOf).default('text' as const))
    .option('--no-open', 'Do not open the presenter view in the browser')
    .option('--dev', 'Serve no built pages: the development servers do (npm run dev)', false)
}

/** Longer than this, and whoever keeps servers running has lost patience. */
const MOST_DRAIN_SECONDS = 600

function drainOf(text: string): number {
  const seconds = Number(text)
  if (!/^\d+$/.test(text) || seconds > MOST_DRAIN_SECONDS)
    throw new UserError(`--drain-seconds ${text} is no time. Give whole seconds from 0 to ${MOST_DRAIN_SECONDS}.`)
  return seconds
}

function logFormatOf(text: string): 'text' | 'json' {
  if (text !== 'text' && text !== 'json')
    throw new UserError(`--log-format ${text} is no format. Write text or json.`)
  return text
}

function publicUrlOf(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new UserError(`--public-url ${text} is no address. Give it whole, such as https://vote.example.org`)
  const { origin, pathname, search, hash } = new URL(text)
  if (search || hash || !/^[\w./~-]*$/.test(pathname))
    throw new UserError(`--public-url ${text} is more than an address and a path. Give it as ${origin}/votes`)
  return origin + pathname.replace(/\/+$/, '')
}

/** An IPv6 address may be typed as it stands in a URL. */
function hostOf(text: string): string {
  const host = notEmpty(text).replace(/^\[(.*)\]$/, '$1')
  if (/^fe[89ab][\da-f]:/i.test(host))
    throw new UserError(`--host ${text} is an address that no browser opens, because it needs the name of an interface. Name another one, or leave --host out to listen on all of them.`)
  return host
}
