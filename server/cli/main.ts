import type { Workshop } from '../../core/workshop.ts'
import type { Log } from '../log/log.ts'
import type { Deck } from '../paths.ts'
import type { Decks, ServedDeck } from '../places/decks.ts'
import type { Room } from '../rooms/room.ts'
import type { OwnNetwork } from '../web/network/own-network.ts'
import type { Banner } from './banner.ts'
import type { StartOptions } from './start-command.ts'
import { isIPv4 } from 'node:net'
import { join } from 'node:path'
import process from 'node:process'
import { styleText } from 'node:util'
import open from 'open'
import { pollsAhead } from '../../core/pace.ts'
import { httpUrl } from '../access/addresses.ts'
import { createAuth, facilitatorSecret } from '../access/auth.ts'
import { createOpenId } from '../access/openid/openid.ts'
import { readOpenIdSettings } from '../access/openid/settings.ts'
import { createApp, tryPort } from '../app.ts'
import { pagesFolder, usePages } from '../build/build.ts'
import { needsInWords, readNeeds } from '../build/deck-needs.ts'
import { readDeck } from '../build/read-deck.ts'
import { DEV, untilServed } from '../dev-ports.ts'
import { explain, warnOf } from '../error-reporting.ts'
import { holdDataFolder, logPath, openDataFolder } from '../log/data-folder.ts'
import { watchDiskSpace } from '../log/disk-space.ts'
import { sqliteLog } from '../log/sqlite.ts'
import { isOwnDeck, pathOfDeck, paths } from '../paths.ts'
import { catalogPath, createCatalog } from '../places/catalog.ts'
import { createDecks, decksToServe } from '../places/decks.ts'
import { deleteExpired } from '../places/delete-workshop.ts'
import { forgetServer, tellServer } from '../places/server-file.ts'
import { createWorkshops } from '../places/workshops.ts'
import { comparable, compareWith, readBaseline } from '../rooms/compare.ts'
import { checkDeckRecord, recordDeck } from '../rooms/deck-record.ts'
import { followContent, readOnceSound } from '../rooms/follow-content.ts'
import { keepPlace } from '../rooms/keep-place.ts'
import { checkKnown } from '../rooms/last-voted.ts'
import { checkRoute, continueWorkshop, endedBefore, openWorkshop, takeRoute } from '../rooms/open-workshop.ts'
import { ownersIn } from '../rooms/owners.ts'
import { resumeRoom } from '../rooms/room.ts'
import { seatCodes } from '../rooms/seats/codes.ts'
import { issueSeats } from '../rooms/seats/issue.ts'
import { UserError } from '../user-error.ts'
import { lookAtNetwork } from '../web/network/own-network.ts'
import { plainPage } from '../web/plain-page.ts'
import { printBanner, printNewAddresses } from './banner.ts'
import { chooseWorkshop } from './choose-workshop.ts'
import { runCommand } from './command-line.ts'
import { createErrorLog, surviveErrors } from './error-log.ts'
import { startCommand } from './start-command.ts'

/** Fewer could be guessed. */
const KEY_LETTERS = 16

await runCommand(startCommand('npm start --').action(start))

async function start(typed: string[], options: StartOptions): Promise<void> {
  const { compare, deleteAfter: days, dev, host, port, publicUrl, route, seats, trustProxy, workshop: id } = options
  if (trustProxy && publicUrl === undefined)
    throw new UserError('--trust-proxy needs --public-url: the address at which the proxy answers, such as https://vote.example.org/votes')
  const adminKey = process.env.ADMIN_KEY || undefined
  if (adminKey !== undefined && adminKey.length < KEY_LETTERS)
    throw new UserError(`ADMIN_KEY can be guessed: it has ${adminKey.length} characters. Give it ${KEY_LETTERS} or more, such as those that openssl rand -base64 24 prints`)
  const openIdSettings = readOpenIdSettings(process.env)
  if (openIdSettings && publicUrl === undefined)
    throw new UserError('OIDC_ISSUER is set, and people come back from there to the address of this server: add --public-url https://…')
  const offered = decksToServe(typed, options)
  const decks = createDecks(offered, {
    read: dev ? readOnceSound : readDeck,
    build: async deck => dev ? pagesFolder(paths.root, deck) : usePages(paths.root, line => console.log(styleText('dim', line)), deck),
  })
  const first = await firstSound(decks, offered)
  if (route !== undefined && offered.length === 1)
    checkRoute(route, first.content)
  const data = openDataFolder(options.data)
  await tryPort(host, port)
  holdDataFolder(data)
  // Before anything is written: whatever is wrong with them, no workshop has ended for it.
  const secret = facilitatorSecret(data)
  checkDeckRecord(data)
  const owners = ownersIn(data)
  const log = sqliteLog(logPath(data))
  const logError = createErrorLog()
  const rooms = { log, now: Date.now, onFault: logError }
  if (id !== undefined)
    await checkKnown(log, id, data)
  // The development servers' pages are at the root of this machine.
  const auth = createAuth(secret, dev ? undefined : publicUrl)
  const catalog = await createCatalog(log, catalogPath(data))
  const running = [...catalog.running()]
  const { goesOn, served: { deck, content, pages } } = await chooseWorkshop({ data, decks, offered, first, running, id, isNew: options.new, onBroken: tellBroken })
  warnOf(content.warnings)
  if (route !== undefined)
    checkRoute(route, content)
  const baseline = compare && await readBaseline(compare, log, data, goesOn)
  // Where several are open, they stay open.
  const kept = new Set([...running.length > 1 ? running : [], ...goesOn === undefined ? [] : [goesOn]])
  const deleted = days === undefined ? [] : await deleteExpired(log, data, { days, except: kept, now: Date.now(), workshops: catalog.list() })
  deleted.forEach(catalog.forget)

  // On a laptop, one workshop follows another. Where there are several, none ends another.
  const left = running.filter(each => !deleted.includes(each))
  const before = goesOn !== undefined && left.includes(goesOn) ? goesOn : (id !== undefined || options.new) && left.length === 1 ? left[0] : undefined
  const other = before === undefined ? null : await resumeRoom(before, rooms)
  const { room, resumed } = id === undefined
    ? await openWorkshop(content, options.new, rooms, other, each => recordDeck(data, each, deck))
    : { room: await continueWorkshop(id, content, rooms, other), resumed: true }
  if (other)
    catalog.note(other.workshop)
  if (route !== undefined)
    await takeRoute(room, route)
  if (baseline !== undefined)
    await compareWith(room, baseline)
  await keepPlace(room, content.slides)
  if (resumed)
    recordDeck(data, room.workshop.id, deck)
  await issueSeats(room, seatCodes(auth, room.workshop.id), seats)
  if (dev)
    await followContent(deck, room)
  const { addresses, onChange } = await networkFor(host)
  const baseUrl = (port: number) => dev ? `http://localhost:${DEV.phone}` : publicUrl ?? httpUrl(addresses()[0] ?? 'localhost', port)
  const openId = openIdSettings && createOpenId(openIdSettings, { secret, baseUrl: publicUrl!, now: Date.now, page: plainPage, onFault: logError })
  const workshops = createWorkshops({ log, data, catalog, decks, auth, rooms })
  const app = await createApp({ first: { room, pages }, workshops, decks, catalog, owners, openId, adminKey, auth, dev, host, port, publicUrl, trustProxy, baseUrl, onFault: logError })
  surviveErrors(logError)
  tellServer(data, app.url)
  // Whoever reads the banner may end the server at once.
  onStop(async () => {
    await app.close()
    await log.close()
    forgetServer(data)
  })

  const signIn = () => `${app.url}${auth.newSignInPath()}`
  const reached = () => ({
    joinUrl: app.place.addresses.typed(),
    qrUrl: app.place.addresses.joinUrl(),
    otherUrls: publicUrl || dev ? [] : addresses().slice(1).map(address => httpUrl(address, app.port)),
    deckUrl: dev ? `http://localhost:${DEV.slides}` : `${app.place.addresses.typed()}/deck/`,
    isAlone: !publicUrl && addresses().length === 0,
  })
  if (dev)
    await untilServed()
  printBanner({ title: room.workshop.title, id: room.workshop.id, resumed, ...reached(), signInUrl: signIn(), seats: room.workshop.seats.size, ahead: aheadIn(room), plan: room.workshop.plan, open: catalog.running().size, endedNow: other && other !== room ? other.workshop.id : null, retention: days === undefined ? null : { days, deleted: deleted.length } })
  if (!publicUrl && !dev) {
    onChange(() => {
      app.readdress()
      printNewAddresses(reached())
    })
  }
  const voted = catalog.list().filter(({ people, fault }) => people > 0 && fault === undefined).map(({ id }) => id)
  await tellEnded(room, log, voted)
  if (compare === undefined)
    offerComparison(room, await comparable(room, log, data, deck, voted), deck)
  const needs = dev ? undefined : needsInWords(readNeeds(join(pages.dist, 'facilitator')))
  if (needs)
    console.log(styleText('dim', `  ${needs}\n`))
  watchDiskSpace(data, warning => console.warn(styleText('yellow', `! ${warning}`)))
  if (options.open)
    await open(signIn()).catch(() => {})
  onKey('f', () => console.log(`  Facilitator link, works once:  ${styleText('bold', signIn())}`))
  await makeReady(decks, offered.filter(other => other !== deck))
}

/**
 * The first deck that can be given; what is wrong with those before it is told.
 * @throws UserError when there is none: what is wrong with the last one
 */
async function firstSound(decks: Decks, [deck, ...others]: readonly Deck[]): Promise<ServedDeck> {
  try {
    return await decks.of(deck!)
  }
  catch (error) {
    if (others.length === 0)
      throw error
    tellBroken(deck!, error)
    return firstSound(decks, others)
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

/** Shuts down on a signal, or when the terminal is closed; immediately on the second signal. */
function onStop(stop: () => Promise<void>): void {
  let stopping = false
  // Windows has no SIGTERM; Ctrl+Break and closing the window arrive as these two.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', ...process.platform === 'win32' ? ['SIGBREAK' as const] : []] as const) {
    process.on(signal, async () => {
      if (stopping)
        process.exit(1)
      stopping = true
      await stop()
      process.exit(0)
    })
  }
}
