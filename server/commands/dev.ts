import process from 'node:process'
import { parseArgs } from 'node:util'
import { concurrently } from 'concurrently'
import { deckToServe } from '../deck-record.ts'
import { DEV_PORTS, devPorts } from '../dev-ports.ts'
import { untilReadable } from '../follow-content.ts'
import { orderly } from '../orderly.ts'
import { isOwnDeck, pathOfDeck } from '../paths.ts'
import { portOf, startArgs } from '../start-args.ts'

/** How often it looks whether whoever started it is still there, in milliseconds. */
const LOOK_MS = 500

/** The server, and two development servers that send what is live to it. They listen on this machine only. */
await orderly(async () => {
  const typed = process.argv.slice(2)
  const { port, deck } = read(typed)
  let stop: () => void = () => process.exit(1)
  whenLeftAlone(() => stop())
  await untilReadable(deck)
  const ports = await devPorts(portOf(port))
  const slides = isOwnDeck(deck) ? `slidev ${deck.entry}` : `node server/slidev.ts dev ${quoted(pathOfDeck(deck))}`
  const env = { [DEV_PORTS]: JSON.stringify(ports) }
  const { result, commands } = concurrently([
    { name: 'server', command: `node --watch-preserve-output --watch server/main.ts --dev --no-open ${typed.map(quoted).join(' ')}`, prefixColor: 'magenta', env },
    { name: 'slides', command: `${slides} --port ${ports.slides}`, prefixColor: 'cyan', env: { ...env, WORKSHOP_SERVER: '1' } },
    { name: 'phone', command: 'vite --config phone/vite.config.ts', prefixColor: 'yellow', env },
  ], { killOthersOn: ['failure', 'success'], handleInput: true, defaultInputTarget: 'server' })
  stop = () => commands.forEach(command => command.kill('SIGTERM'))
  await result.catch(() => {})
})

/** The server itself checks what was typed, and says what is wrong with it. */
function read(args: string[]) {
  const options = Object.fromEntries(Object.entries(startArgs).filter(([, { type }]) => type !== 'positional').map(([name, { type }]) => [name, { type: type as 'string' | 'boolean' }]))
  const { values, positionals } = parseArgs({ args, options, strict: false, allowPositionals: true, allowNegative: true })
  const value = (name: keyof typeof startArgs) => typeof values[name] === 'string' ? values[name] : undefined
  return {
    port: value('port') ?? startArgs.port.default,
    deck: deckToServe({ deck: positionals[0], workshop: value('workshop'), data: value('data') ?? startArgs.data.default }),
  }
}

/** As a word for the shell. */
function quoted(word: string): string {
  return process.platform === 'win32' ? JSON.stringify(word) : `'${word.replaceAll('\'', '\'\\\'\'')}'`
}

/** A signal to `npm run dev` ends npm and its shell, and comes no further. */
function whenLeftAlone(stop: () => void): void {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent && isAlive(parent))
      return
    clearInterval(timer)
    stop()
  }, LOOK_MS).unref()
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  }
  catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
