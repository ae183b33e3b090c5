import type { Workshop } from '../../core/workshop.ts'
import type { Log } from '../log/log.ts'
import type { Store } from '../log/store.ts'
import type { Deck } from '../paths.ts'
import type { Decks, ServedDeck } from '../places/decks.ts'
import type { Room } from '../rooms/room.ts'
import type { OwnNetwork } from '../web/network/own-network.ts'
import type { Metrics } from '../web/operations/metrics.ts'
import type { Banner } from './banner.ts'
import type { Tell } from './json-log.ts'
import type { StartOptions } from './start-command.ts'
import { isIPv4 } from 'node:net'
import { join } from 'node:path'
import process from 'node:process'
import { styleText } from 'node:util'
import open from 'open'
import { pollsAhead } from '../../core/pace.ts'
import { httpUrl } from '../access/addresses.ts'
import { createAuth } from '../access/auth.ts'
import { createOpenId } from '../access/openid/openid.ts'
import { readOpenIdSettings } from '../access/openid/settings.ts'
import { createApp, tryPort } from '../app.ts'
import { pagesFolder, usePages } from '../build/build.ts'
import { needsInWords, readNeeds } from '../build/deck-needs.ts'
import { readDeck } from '../build/read-deck.ts'
import { DEV, untilServed } from '../dev-ports.ts'
import { explain, warnOf } from '../error-reporting.ts'
import { watchDiskSpace } from '../log/disk-space.ts'
import { recordsIn } from '../log/record-files.ts'
import { isOwnDeck, pathOfDeck, paths } from '../paths.ts'
import { createCatalog } from '../places/catalog.ts'
import { createDecks, decksToServe } from '../places/decks.ts'
import { forgetServer, tellServer } from '../places/server-file.ts'
import { createWorkshops } from '../places/workshops.ts'
import { comparable } from '../rooms/compare.ts'
import { readOnceSound } from '../rooms/follow-content.ts'
import { checkRoute, endedBefore } from '../rooms/open-workshop.ts'
import { ownersIn } from '../rooms/owners.ts'
import { UserError } from '../user-error.ts'
import { lookAtNetwork } from '../web/network/own-network.ts'
import { plainPage } from '../web/plain-page.ts'
import { printBanner, printNewAddresses, printSharedBanner } from './banner.ts'
import { runCommand } from './command-line.ts'
import { createErrorLog, surviveErrors } from './error-log.ts'
import { logAsJson } from './json-log.ts'
import { deleteOld, openFirst } from './open-first.ts'
import { openStore } from './open-store.ts'
import { startCommand } from './start-command.ts'

/** What closing may take after a drain, in milliseconds. */
const LAST_WORDS_MS = 5000
/** Fewer could be guessed. */
const KEY_LETTERS = 16

/** What keeps the process running while it is open. */
interface Closable {
  close: () => Promise<void>
}

await runCommand(startCommand('npm start --').action(start), { takesVariables: true })

/** Whatever throws, nothing stays open that would keep the process running. */
async function start(typed: string[], options: StartOptions): Promise<void> {
  const opened: Closable[] = []
  try {
    await serve(typed, options, opened)
  }
  catch (error) {
    for (const { close } of opened.toReversed())
      await close().catch(() => {})
    throw error
  }
}

/** @param opened takes what has to be closed, as soon as it is open */
async function serve(typed: string[], options: StartOptions, opened: Closable[]): Promise<void> {
  const { compare, deleteAfter: days, dev, host, port, publicUrl, route, trustProxy, workshop: id } = options
  if (trustProxy && publicUrl === undefined)
    throw new UserError('--trust-proxy needs --public-url: the address at which the proxy answers, such as https://vote.example.org/votes')
  const adminKey = process.env.ADMIN_KEY || undefined
  if (adminKey !== undefined && adminKey.length < KEY_LETTERS)
    throw new UserError(`ADMIN_KEY can be guessed: it has ${adminKey.length} characters. Give it ${KEY_LETTERS} or more, such as those that openssl rand -base64 24 prints`)
  const tell = options.logFormat === 'json' ? logAsJson({ secrets: [adminKey, process.env.OIDC_CLIENT_SECRET, passwordIn(options.store)] }) : null
  const openIdSettings = readOpenIdSettings(process.env)
  if (openIdSettings && publicUrl === undefined)
    throw new UserError('OIDC_ISSUER is set, and people come back from there to the address of this server: add --public-url https://…')
  const onFault = createErrorLog(undefined, undefined, tell ? console.error : undefined)
  let tellPages = () => {}
  const noteReachable = (isReachable: boolean) => {
    tellReachable(isReachable)
    tellPages()
  }
  // What is in a database is told first: it may take a moment.
  const database = options.store === undefined ? null : await openStore(options, 'create', { onFault, onReachable: noteReachable })
  if (database)
    opened.push(database)
  // Servers that share a store have no workshop of their own.
  const isFirst = !database?.isShared || options.new || id !== undefined
  if (!isFirst)
    refuseOptionsOfOne(options)
  const offered = decksToServe(typed, id, database ?? { decks: recordsIn(options.data, 'decks') })
  const decks = createDecks(offered, {
    read: dev ? readOnceSound : readDeck,
    build: async deck => dev ? pagesFolder(paths.root, deck) : usePages(paths.root, line => console.log(styleText('dim', line)), deck),
  })
  const firstSound = await firstSoundOf(decks, offered)
  if (route !== undefined && offered.length === 1)
    checkRoute(route, firstSound.content)
  await tryPort(host, port)
  const store = database ?? await openStore(options, 'create')
  if (!database)
    opened.push(store)
  const { log } = store
  const metrics = options.metricsPort === undefined ? null : await startMetrics(options.metricsHost, options.metricsPort)
  if (options.metricsPort === port)
    await tryPort(host, port).catch(error => Promise.reject(new UserError(`--port and --metrics-port are both ${port}. Choose another one for the metrics.`, { cause: error })))
  const rooms = { log: metrics?.measure(log) ?? log, now: Date.now, onFault }
  // The development servers' pages are at the root of this machine.
  const auth = createAuth(store.secret, dev ? undefined : publicUrl, store.links)
  const catalog = await createCatalog(store)
  const first = isFirst ? await store.alone(() => openFirst({ options, store, catalog, auth, rooms, decks, offered, first: firstSound, onBroken: tellBroken })) : null
  const deleted = first?.deleted ?? await deleteOld(store, catalog, days, [...catalog.running()])
  const { deck, pages } = first?.served ?? firstSound
  const { addresses, onChange } = await networkFor(host)
  const baseUrl = (port: number) => dev ? `http://localhost:${DEV.phone}` : publicUrl ?? httpUrl(addresses()[0] ?? 'localhost', port)
  const openId = openIdSettings && createOpenId(openIdSettings, { secret: store.secret, baseUrl: publicUrl!, now: Date.now, page: plainPage, onFault })
  const workshops = createWorkshops({ store, catalog, decks, auth, rooms })
  const app = await createApp({ first: { room: first?.room ?? null, pages }, workshops, decks, catalog, owners: ownersIn(store), peers: store.peers, isReachable: () => canRead(store), isStored: store.isReachable, meter: metrics ?? undefined, openId, adminKey, auth, dev, host, port, publicUrl, trustProxy, baseUrl, onFault })
  opened.push(app)
  metrics?.countWorkshops(() => app.places.open().length)
  tellPages = app.readdress
  surviveErrors(onFault)
  if (!database) {
    tellServer(store.name, app.url)
    opened.push({ close: async () => forgetServer(store.name) })
  }
  // Whoever reads the banner may end the server at once.
  onStop(async (signal) => {
    tell?.('info', 'ending', { signal })
    // Whoever pressed Ctrl+C, or closed the window, waits for it.
    if (signal === 'SIGTERM' && !dev)
      await endWithin(options.drainSeconds, app.drain)
    await app.close()
    await store.close()
    if (!database)
      forgetServer(store.name)
    tell?.('info', 'ended', { signal })
  })

  const signIn = () => `${app.url}${auth.newSignInPath()}`
  const retention = days === undefined ? null : { days, deleted: deleted.length }
  if (dev)
    await untilServed()
  if (first && app.place) {
    const { place } = app
    const { room } = first
    const reached = () => ({
      joinUrl: place.addresses.typed(),
      qrUrl: place.addresses.joinUrl(),
      otherUrls: publicUrl || dev ? [] : addresses().slice(1).map(address => httpUrl(address, app.port)),
      deckUrl: dev ? `http://localhost:${DEV.slides}` : `${place.addresses.typed()}/deck/`,
      isAlone: !publicUrl && addresses().length === 0,
    })
    const started = { title: room.workshop.title, id: room.workshop.id, resumed: first.resumed, ...reached(), signInUrl: signIn(), seats: room.workshop.seats.size, ahead: aheadIn(room), plan: room.workshop.plan, open: catalog.running().size, endedNow: first.endedNow, retention }
    if (tell)
      tellStarted(tell, started, app.port)
    else
      printBanner(started)
    if (!publicUrl && !dev) {
      onChange(() => {
        app.readdress()
        const { joinUrl, otherUrls } = reached()
        if (tell)
          tell('warn', 'on another network', { joinUrl, otherUrls })
        else
          printNewAddresses(reached())
      })
    }
    const voted = catalog.list().filter(({ people, fault }) => people > 0 && fault === undefined).map(({ id }) => id)
    await tellEnded(room, log, voted)
    if (compare === undefined)
      offerComparison(room, await comparable(room, store, deck, voted), deck)
  }
  else {
    const open = catalog.running().size
    if (tell)
      tell('info', 'started', { port: app.port, url: baseUrl(app.port), store: store.name, open, ...retention && { retention } })
    else
      printSharedBanner({ url: baseUrl(app.port), store: store.name, signInUrl: signIn(), open, retention })
  }
  const needs = dev ? undefined : needsInWords(readNeeds(join(pages.dist, 'facilitator')))
  if (needs)
    console.log(styleText('dim', `  ${needs}\n`))
  if (!database)
    watchDiskSpace(store.name, warning => console.warn(styleText('yellow', `! ${warning}`)))
  if (options.open)
    await open(signIn()).catch(() => {})
  if (tell && adminKey === undefined && !openId)
    tell('warn', 'Nobody can sign in as a facilitator: a log has no sign-in link. Set ADMIN_KEY, or OIDC_ISSUER and what belongs to it.')
  // A log is read by more people than a terminal.
  if (!tell)
    onKey('f', () => console.log(`  Facilitator link, works once:  ${styleText('bold', signIn())}`))
  await makeReady(decks, offered.filter(other => other !== deck))
}

/** @throws UserError where an option is about one workshop, and the start about none */
function refuseOptionsOfOne({ compare, route, seats }: StartOptions): void {
  const [given] = Object.entries({ compare, route, seats }).filter(([, value]) => value !== undefined)
  if (given)
    throw new UserError(`--${given[0]} is about one workshop, and a server that shares a database starts none. Add --workshop <id> or --new, or leave it out.`)
}

/** The same as a banner, without what lets its reader in. */
function tellStarted(tell: Tell, { id, title, resumed, joinUrl, otherUrls, deckUrl, seats, open, endedNow, retention }: Banner, port: number): void {
  tell('info', 'started', { port, workshop: id, title, resumed, joinUrl, otherUrls, deckUrl, seats, open, ...endedNow !== null && { ended: endedNow }, ...retention && { retention } })
}

function passwordIn(store: string | undefined): string | undefined {
  return store === undefined || !URL.canParse(store) ? undefined : decodeURIComponent(new URL(store).password)
}

/** Most have none, so its code is loaded for those who want it. */
async function startMetrics(host: string, port: number): Promise<Metrics> {
  const [{ createMetrics }, { listenForMetrics }] = await Promise.all([import('../web/operations/metrics.ts'), import('../web/operations/listen.ts')])
  const metrics = createMetrics()
  const { port: listening } = await listenForMetrics(metrics, host, port).catch(error => Promise.reject(metricsProblem(error as NodeJS.ErrnoException, host, port)))
  console.log(styleText('dim', `  Metrics at ${httpUrl(host, listening)}/metrics`))
  return metrics
}

function metricsProblem(error: NodeJS.ErrnoException, host: string, port: number): Error {
  return new UserError(`The metrics cannot be at ${host}, port ${port} (${error.code ?? error.message}). Choose others with --metrics-port and --metrics-host.`, { cause: error })
}

/** Reads a workshop that there is not, which costs next to nothing. */
async function canRead({ log, isReachable }: Store): Promise<boolean> {
  await log.read('')[Symbol.asyncIterator]().next()
  return isReachable()
}

function tellReachable(isReachable: boolean): void {
  if (isReachable)
    console.log('  The database is there again.')
  else
    console.error(styleText('yellow', '! The database cannot be reached: votes wait on the phones until it can.'))
}

/**
 * The first deck that can be given; what is wrong with those before it is told.
 * @throws UserError when there is none: what is wrong with the last one
 */
async function firstSoundOf(decks: Decks, [deck, ...others]: readonly Deck[]): Promise<ServedDeck> {
  try {
    return await decks.of(deck!)
  }
  catch (error) {
    if (others.length === 0)
      throw error
    tellBroken(deck!, error)
    return firstSoundOf(decks, others)
  }
}

/** Reads and builds what has not been yet, one after the other. */
async function makeReady(decks: Decks, others: readonly Deck[]): Promise<void> {
  for (const deck of others) {
    if (decks.list().some(state => state.deck === deck && state.error === undefined))
      await decks.of(deck).then(({ content }) => warnOf(content.warnings), error => tellBroken(deck, error))
  }
}

function tellBroken(deck: Deck, error: unknown): void {
  console.error(styleText('yellow', `! ${pathOfDeck(deck)} is not served:`))
  explain(error)
}

/** Helps facilitators who miss the votes of an ended workshop, or want to reopen it. */
async function tellEnded(room: Room, log: Log, voted: readonly string[]): Promise<void> {
  const before = await endedBefore(room, log, voted)
  if (before)
    console.log(styleText('yellow', `  The workshop before, ${before.id}, has ended. To go on with that one:  npm start -- --workshop ${before.id}\n`))
  if (room.workshop.ended)
    console.log(styleText('yellow', '  This workshop has ended. To open votes again, press u in the panel.\n'))
}

/** Says which workshop this one may be compared with. */
function offerComparison({ workshop }: Room, last: Workshop | null, deck: Deck): void {
  if (!last)
    return
  // A deck from elsewhere is known by its workshop.
  const which = isOwnDeck(deck) ? '' : `--workshop ${workshop.id} `
  console.log(`  Last time: ${last.id}, ${new Date(last.startedAt).toLocaleDateString('en-GB', { dateStyle: 'long' })}. Compare with it:  npm start -- ${which}--compare ${last.id}\n`)
}

/** The polls that can be answered beforehand now. */
function aheadIn({ workshop }: Room): Banner['ahead'] {
  const { now, until } = workshop.pace
  return now === 'self' ? { polls: pollsAhead(workshop).length, until } : null
}

/** The addresses at which phones may reach a server that listens on a host. */
async function networkFor(host: string | undefined): Promise<OwnNetwork> {
  if (host !== undefined && host !== '0.0.0.0' && host !== '::')
    return { addresses: () => [host], onChange: () => {} }
  const { addresses, onChange } = await lookAtNetwork()
  return { addresses: () => host === '0.0.0.0' ? addresses().filter(isIPv4) : addresses(), onChange }
}

/** Calls back when the key and Enter are pressed in the terminal. */
function onKey(key: string, pressed: () => void): void {
  process.stdin.on('data', text => text.toString().trim().toLowerCase() === key && pressed())
  // Waiting for a key doesn't keep the process running.
  process.stdin.unref?.()
}

/** Drains, and ends the process in any case a moment later: whatever hangs then, every answer that was given is in the store. */
async function endWithin(seconds: number, drain: (ms: number) => Promise<void>): Promise<void> {
  setTimeout(() => process.exit(1), seconds * 1000 + LAST_WORDS_MS).unref()
  await drain(seconds * 1000)
}

/** Shuts down on a signal, or when the terminal is closed; immediately on the second signal. */
function onStop(stop: (signal: NodeJS.Signals) => Promise<void>): void {
  let stopping = false
  // Windows has no SIGTERM; Ctrl+Break and closing the window arrive as these two.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', ...process.platform === 'win32' ? ['SIGBREAK' as const] : []] as const) {
    process.on(signal, async () => {
      if (stopping)
        process.exit(1)
      stopping = true
      await stop(signal)
      process.exit(0)
    })
  }
}
