import type { Deck } from '../../paths.ts'
import { spawn } from 'node:child_process'
import process from 'node:process'
import { createConcurrently, InputHandler, KillOnSignal, KillOthers, LogError, LogExit, Logger, LogOutput } from 'concurrently'
import { toolScript } from '../../build/tool-script.ts'
import { DEV_PORTS, devPorts } from '../../dev-ports.ts'
import { recordsIn } from '../../log/record-files.ts'
import { isOwnDeck, pathOfDeck, paths } from '../../paths.ts'
import { decksToServe } from '../../places/decks.ts'
import { untilReadable } from '../../rooms/follow-content.ts'
import { runCommand } from '../command-line.ts'
import { startCommand } from '../start-command.ts'

/** How often it checks that its parent process is alive, in milliseconds. */
const LOOK_MS = 500

/** The server, and two development servers that proxy live requests to it. They listen on this machine only. */
await runCommand(startCommand('npm run dev --').action(async (decks, options) => {
  const typed = process.argv.slice(2)
  // The development servers show one.
  const [deck] = decksToServe(decks, options.workshop, { decks: recordsIn(options.data, 'decks') }) as [Deck]
  let stop: () => void = () => process.exit(1)
  whenLeftAlone(() => stop())
  await untilReadable(deck)
  const ports = await devPorts(options.port)
  const env = { [DEV_PORTS]: JSON.stringify(ports) }
  const scripts: Record<string, string[]> = {
    server: ['--watch-preserve-output', '--watch', 'server/cli/main.ts', '--dev', '--no-open', ...typed],
    slides: [...isOwnDeck(deck) ? [toolScript(paths.root, '@slidev/cli', 'slidev'), deck.entry] : ['server/build/slidev.ts', 'dev', pathOfDeck(deck)], '--port', String(ports.slides)],
    phone: [toolScript(paths.root, 'vite', 'vite'), '--config', 'server/build/phone/vite.config.ts'],
  }
  const logger = new Logger({})
  const abortController = new AbortController()
  const { result, commands } = createConcurrently([
    { command: 'server', prefixColor: 'magenta', env },
    { command: 'slides', prefixColor: 'cyan', env: { ...env, WORKSHOP_SERVER: '1' } },
    { command: 'phone', prefixColor: 'yellow', env },
  ].map(command => ({ ...command, name: command.command })), {
    // Without a shell, which would interpret characters in the names of folders.
    spawn: (name, options) => spawn(process.execPath, scripts[name]!, options),
    logger,
    outputStream: process.stdout,
    abortSignal: abortController.signal,
    controllers: [
      new LogError({ logger }),
      new LogOutput({ logger }),
      new LogExit({ logger }),
      new InputHandler({ logger, inputStream: process.stdin, defaultInputTarget: 'server' }),
      new KillOnSignal({ process, abortController }),
      new KillOthers({ logger, conditions: ['failure', 'success'], killSignal: undefined, abortController }),
    ],
  })
  stop = () => commands.forEach(command => command.kill('SIGTERM'))
  await result.catch(() => {})
}), { takesVariables: true })

/** A signal to `npm run dev` ends npm and its shell, but is not passed on. */
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
