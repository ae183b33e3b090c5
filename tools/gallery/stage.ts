import type { SlideInfo } from '@slidev/types'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-chromium'
import type { CommandOf, LoggedCommand, PostCommand, WithoutId } from '../../core/commands/commands.ts'
import type { Answer, PollDef } from '../../core/kinds/kinds.ts'
import type { Actor } from '../../core/workshop.ts'
import type { Deck } from '../../server/paths.ts'
import { randomUUID } from 'node:crypto'
import { load } from '@slidev/parser/fs'
import { io } from 'socket.io-client'
import { loadContent } from '../../authoring/load.ts'
import { postsIn } from '../../core/kinds/shared/written.ts'
import { partsOfSlides } from '../../core/plan/running-order.ts'
import { PROTOCOL_VERSION } from '../../core/protocol/version.ts'
import { currentRound, FACILITATOR, SERVER } from '../../core/workshop.ts'
import { cookieNames, createAuth } from '../../server/access/auth.ts'
import { createApp } from '../../server/app.ts'
import { usePages } from '../../server/build/build.ts'
import { memoryLog, memoryStore } from '../../server/log/memory.ts'
import { ownDeck, pathOfDeck, paths } from '../../server/paths.ts'
import { createCatalog } from '../../server/places/catalog.ts'
import { createDecks } from '../../server/places/decks.ts'
import { createWorkshops } from '../../server/places/workshops.ts'
import { ownersIn } from '../../server/rooms/owners.ts'
import { startRoom } from '../../server/rooms/room.ts'
import { seatCodes } from '../../server/rooms/seats/codes.ts'
import { issueSeats } from '../../server/rooms/seats/issue.ts'
import { likelyAnswer } from './answers.ts'
import { lastTime } from './last-time.ts'

export type Theme = 'light' | 'dark'

/** Something that a person can see, ready to be looked at. */
export interface Scene {
  name: string
  page: Page
}

/** What somebody answers; people are counted from 0. */
type Answers = (def: PollDef, person: number) => Answer

/** Who is in the room, in turn. */
const ROLES = ['dev', 'dev', 'ops', 'dev', 'ops']
/** Phones in the room. */
const PHONES = 28
/** The polls that are answered before the workshop. */
export const BEFOREHAND = ['opening', 'cicd/practices', 'cicd/bottlenecks', 'iac/practices']
const SECRET = 'the-gallerys-secret'

/** A workshop with the real content, the real server and a room full of phones, for the gallery to be played on. */
export interface Stage {
  slides: SlideInfo[]
  /** A browser of a visitor's own. */
  visit: (browser: Browser, options: BrowserContextOptions) => Promise<BrowserContext>
  /** Opens a page and waits for the server's first message, which has the state. */
  open: (visitor: BrowserContext, path: string) => Promise<Page>
  /** Opens a page that the server never answers. */
  openAlone: (visitor: BrowserContext, path: string) => Promise<Page>
  facilitate: (command: WithoutId<LoggedCommand>) => Promise<void>
  /**
   * The number of the first slide that fits.
   * @param which its discipline or its poll
   */
  slideNo: (layout: string, which?: string) => number
  /** The address of a slide, beneath that of the deck or of the presenter. */
  address: (no: number) => string
  /** Shows a slide, with its poll, to the room. */
  show: (layout: string, which?: string) => Promise<number>
  /** Casts the votes of so many people in the poll's round. */
  vote: (poll: string, people: number, answer?: Answers) => Promise<void>
  /** Opens, votes on, closes and reveals a poll; one that was closed before has a further round. */
  play: (poll: string, people: number, answer?: Answers) => Promise<void>
  /** Approves everything that was written in a poll; `mark` says what else is done with each. */
  letThrough: (poll: string, mark?: (id: string, index: number) => WithoutId<PostCommand> | null) => Promise<void>
  /** Every poll in its current state. */
  polls: () => { def: PollDef, results: 'hidden' | 'shown' }[]
  /** The polls that had their result. */
  played: ReadonlySet<string>
  signIn: (page: Page) => Promise<void>
  /** Issues seats: from here on only their holders may vote. Resolves with the codes. */
  issueSeats: (count: number) => Promise<string[]>
  /** Compares the workshop with an earlier one; pages learn it when they are opened. */
  compare: () => Promise<void>
  /** Names the server's address anew; open pages draw it. */
  serveAt: (url: string) => void
  close: () => Promise<void>
}

/** @param deck whose content and slides are played; this project's own if not given */
export async function openStage(say: (line: string) => void = () => {}, deck: Deck = ownDeck): Promise<Stage> {
  const { root, entry } = deck
  const dist = await usePages(paths.root, say, deck)
  const content = await loadContent(root, entry)
  const { slides } = await load({ roots: [root], userRoot: root }, pathOfDeck(deck))
  const start: CommandOf<'workshop:start'> = { type: 'workshop:start', id: randomUUID(), workshop: '2026-11-24-gallery', title: content.file.title, opening: 'manual', polls: content.polls, roles: content.file.roles, reactions: content.file.reactions, ahead: { polls: BEFOREHAND }, ...content.plan && { plan: content.plan } }
  let base = 'http://192.168.1.20:4321'
  const onFault = (error: unknown) => {
    throw error
  }
  const log = memoryLog()
  const store = memoryStore({ log, secret: SECRET })
  const room = await startRoom(start, { log, now: () => Date.UTC(2026, 10, 24, 9), onFault })
  const auth = createAuth(SECRET)
  const catalog = await createCatalog(store)
  const decks = createDecks([deck], { read: async () => content, build: async () => dist })
  const workshops = createWorkshops({ store, catalog, decks, auth, rooms: { log, now: Date.now, onFault } })
  const app = await createApp({ first: { room, pages: { dist, isOpenDeck: false } }, workshops, decks, catalog, owners: ownersIn(store), peers: store.peers, openId: null, adminKey: undefined, auth, host: '127.0.0.1', port: 0, baseUrl: () => base, onFault })
  const phones = await Promise.all(Array.from({ length: PHONES }, (_, index) => connectPhone(app.url, cookieOf(index))))
  const attendeeOf = (person: number) => auth.identify({ headers: { cookie: cookieOf(person) } }).attendee

  const submit = async (by: Actor, command: WithoutId<LoggedCommand>) => {
    const reply = await room.submit(by, { ...command, id: randomUUID() } as LoggedCommand)
    if (!reply.ok)
      throw new Error(`${command.type}: ${reply.message}`)
  }
  const facilitate: Stage['facilitate'] = command => submit(FACILITATOR, command)
  const slideNo: Stage['slideNo'] = (layout, which) =>
    slides.findIndex(({ frontmatter }) => frontmatter.layout === layout && (!which || frontmatter.discipline === which || frontmatter.poll === which)) + 1
  const parts = partsOfSlides(slides.map(({ frontmatter }) => frontmatter))
  const vote: Stage['vote'] = async (poll, people, answer = likelyAnswer) => {
    const state = room.workshop.polls.get(poll)!
    const round = currentRound(state).id
    await Promise.all(Array.from({ length: people }, (_, person) =>
      submit(attendeeOf(person), { type: 'ballot:cast', poll, round, answer: answer(state.def, person) })))
  }
  for (let person = 0; person < PHONES && content.file.roles.length > 0; person++)
    await submit(attendeeOf(person), { type: 'role:say', role: ROLES[person % ROLES.length]! })
  const played = new Set<string>()
  return {
    slides,
    // By its number, as phones do: at "localhost" Socket.IO does not ask the browser whether there is a network.
    visit: (browser, options) => browser.newContext({ baseURL: `http://127.0.0.1:${app.port}`, reducedMotion: 'reduce', ...options }),
    open: async (visitor, path) => {
      const page = await visitor.newPage()
      const welcomed = new Promise<void>(resolve => page.on('websocket', socket => socket.on('framereceived', ({ payload }) => String(payload).startsWith('42[') && resolve())))
      await page.goto(path)
      await welcomed
      await settled(page)
      return page
    },
    openAlone: async (visitor, path) => {
      const page = await visitor.newPage()
      await page.route('**/socket.io/**', route => route.abort())
      await page.routeWebSocket('**/socket.io/**', socket => socket.close())
      await page.goto(path)
      await settled(page)
      return page
    },
    facilitate,
    slideNo,
    // Slides of a deck with routes keep their addresses wherever the agenda puts them.
    address: no => content.plan ? `s${no}` : String(no),
    show: async (layout, which) => {
      const no = slideNo(layout, which)
      await facilitate({ type: 'slide:show', no, clicks: 0, poll: slides[no - 1]!.frontmatter.poll ?? null, ...parts[no - 1] !== null && { part: parts[no - 1]! }, ...layout === 'actions' && { plan: true } })
      return no
    },
    vote,
    play: async (poll, people, answer) => {
      await facilitate({ type: played.has(poll) ? 'poll:repeat' : 'poll:open', poll })
      played.add(poll)
      await vote(poll, people, answer)
      await facilitate({ type: 'poll:close', poll })
      if (currentRound(room.workshop.polls.get(poll)!).results === 'hidden')
        await facilitate({ type: 'poll:reveal', poll })
    },
    letThrough: async (poll, mark = () => null) => {
      for (const [index, post] of [...postsIn(currentRound(room.workshop.polls.get(poll)!).tally).keys()].entries()) {
        await facilitate({ type: 'post:judge', poll, post, verdict: 'shown' })
        const more = mark(post, index)
        if (more)
          await facilitate(more)
      }
    },
    polls: () => [...room.workshop.polls.values()].map(poll => ({ def: poll.def, results: currentRound(poll).results })),
    played,
    signIn: async (page) => {
      await page.goto(auth.newSignInPath())
    },
    issueSeats: async (count) => {
      const codes = seatCodes(auth, room.workshop.id)
      await issueSeats(room, codes, count)
      return codes.first(count)
    },
    compare: () => submit(SERVER, { type: 'workshop:compare', baseline: lastTime(room.workshop) }),
    serveAt: (url) => {
      base = url
      app.readdress()
    },
    close: async () => {
      phones.forEach(phone => phone.disconnect())
      await app.close()
    },
  }
}

/** Once fonts are there and the page was drawn with what it knows. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready
    await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  })
}

/** Of a person, by which votes are those of the phones. */
function cookieOf(person: number): string {
  return `${cookieNames(SECRET).attendee}=${String(person).padStart(32, 'gallery-')}`
}

function connectPhone(url: string, cookie: string) {
  const socket = io(url, {
    auth: { role: 'attendee', v: PROTOCOL_VERSION },
    transports: ['websocket'],
    extraHeaders: { cookie },
    forceNew: true,
  })
  return new Promise<typeof socket>((resolve, reject) => {
    socket.once('connect', () => resolve(socket))
    socket.once('connect_error', reject)
  })
}
