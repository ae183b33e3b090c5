import process from 'node:process'
import { styleText } from 'node:util'
import { defineCommand, runMain } from 'citty'
import open from 'open'
import { loadWorkshop } from '../workshop/load.ts'
import { lanAddresses } from './addresses.ts'
import { createApi } from './api.ts'
import { createApp } from './app.ts'
import { createAuth, facilitatorSecret } from './auth.ts'
import { printBanner } from './banner.ts'
import { buildPages } from './build.ts'
import { logPath, openDataFolder } from './data-folder.ts'
import { DEV } from './dev-ports.ts'
import { sqliteLog } from './log/sqlite.ts'
import { openWorkshop } from './open-workshop.ts'
import { orderly } from './orderly.ts'
import { paths } from './paths.ts'
import { UserError } from './user-error.ts'

const command = defineCommand({
  meta: { name: 'npm start --', description: 'Runs the workshop: slides, phone votes, results. Goes on with the open workshop, if there is one.' },
  args: {
    'port': { type: 'string', default: '4321', description: 'Port to listen on', valueHint: 'number' },
    'host': { type: 'string', default: '0.0.0.0', description: 'Address to listen on', valueHint: 'address' },
    'public-url': { type: 'string', description: 'The address phones open, where it is not this machine\'s: a tunnel or a proxy', valueHint: 'url' },
    'data': { type: 'string', default: 'data', description: 'Folder of the workshop log', valueHint: 'folder' },
    'new': { type: 'boolean', default: false, description: 'Start a new workshop; the open one ends and stays in the log' },
    'open': { type: 'boolean', default: true, description: 'Open the presenter view in the browser', negativeDescription: 'Do not open the browser' },
    'dev': { type: 'boolean', default: false, description: 'Serve no built pages: the development servers do (npm run dev)' },
  },
  run: ({ args }) => orderly(() => start(args)),
})

interface Arguments { 'port': string, 'host': string, 'public-url'?: string, 'data': string, 'new': boolean, 'open': boolean, 'dev': boolean }

async function start(args: Arguments): Promise<void> {
  const port = portOf(args.port)
  const publicUrl = publicUrlOf(args['public-url'])
  const content = loadWorkshop(paths.root)
  const data = openDataFolder(args.data)
  if (!args.dev)
    await buildPages(paths.root, line => console.log(styleText('dim', line)))

  const onFault = (error: unknown) => console.error(styleText('red', JSON.stringify({ at: new Date().toISOString(), error: error instanceof Error ? error.stack : String(error) })))
  const log = sqliteLog(logPath(data))
  const { room, resumed } = await openWorkshop(content, args.new, { log, now: Date.now, onFault })
  const auth = createAuth(facilitatorSecret(data))
  const addresses = args.host === '0.0.0.0' || args.host === '::' ? lanAddresses() : [args.host]
  const joinUrl = (port: number) => publicUrl ?? `http://${addresses[0] ?? 'localhost'}:${port}`
  const presenterUrl = args.dev ? `http://localhost:${DEV.slides}/presenter/1` : undefined
  const api = createApi({ room, dist: paths.dist })
  const app = await createApp({ room, auth, dist: paths.dist, api, host: args.host, port, publicUrl, joinUrl, presenterUrl, onFault })

  const signIn = () => `${app.url}${auth.newSignInPath()}`
  printBanner({ title: room.workshop.title, id: room.workshop.id, resumed, joinUrl: joinUrl(app.port), addresses, port: app.port, publicUrl, deckUrl: args.dev ? `http://localhost:${DEV.slides}` : `${app.url}/deck/`, signInUrl: signIn() })
  if (args.open)
    await open(signIn()).catch(() => {})

  process.stdin.on('data', (text) => {
    if (text.toString().trim().toLowerCase() === 'f')
      console.log(`  Facilitator link, works once:  ${styleText('bold', signIn())}`)
  }).unref?.()
  let closing = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, async () => {
      if (closing)
        process.exit(1)
      closing = true
      await app.close()
      log.close()
      process.exit(0)
    })
  }
}

function portOf(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new UserError(`--port ${text} is no port. Give a whole number from 1024 to 65535.`)
  return port
}

function publicUrlOf(text: string | undefined): string | undefined {
  if (text === undefined)
    return undefined
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new UserError(`--public-url ${text} is no address. Give it whole, such as https://vote.example.org`)
  const { origin, pathname } = new URL(text)
  if (pathname !== '/')
    throw new UserError(`--public-url ${text} has a path. The vote has to be at the root of its address, such as ${origin}`)
  return origin
}

await runMain(command)
