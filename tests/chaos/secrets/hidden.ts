import type { Finding, Instrument, InstrumentOptions } from '../../support/instruments/instrument.ts'
import type { Room, Run, Transcript } from '../../support/server/twin-rooms.ts'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pagesFolder } from '../../../server/build/build.ts'
import { deckAt, paths } from '../../../server/paths.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { atLeast, none, told } from '../../support/instruments/instrument.ts'
import { randomFrom } from '../../support/polls/random.ts'
import { signIn, spawnScript, startShipped } from '../../support/processes/shipped.ts'
import { insidePdf } from '../../support/secret.ts'
import { openRoom } from '../../support/server/twin-rooms.ts'

/** From so many runs on, the slides are built and printed too. */
const FULL = 100
const PEOPLE = 6

export const hidden: Instrument = {
  name: 'hidden',
  about: `before the reveal, other votes make the very same bytes. --rounds votes; from ${FULL} on also in the PDF`,
  async run({ rounds = 200, seed, mutant, tell }) {
    const temp = dataFolder()
    const deck = sampleDeck(temp.path)
    const pages = pagesFolder(paths.root, deckAt(deck))
    // The phone's page is the same for every deck, and no small run looks at the slides.
    if (rounds < FULL)
      cpSync(pagesFolder(paths.root), pages, { recursive: true })
    const [one, other] = ['one', 'other'].map(name => join(temp.path, name)) as [string, string]
    const start = (data: string) => startShipped({ data, args: [deck, '--public-url', 'http://join.test'], mutant })
    try {
      // Two rooms of one beginning: the same name, the same day, the same secret.
      const first = await start(one)
      first.signal('SIGINT')
      await first.ended
      cpSync(one, other, { recursive: true })
      const servers = await Promise.all([start(one), start(other)])
      try {
        const rooms = await Promise.all(servers.map(async server => openRoom(server, await signIn(server), PEOPLE))) as [Room, Room]
        const findings = await listen(rooms, rounds, seed, tell)
        const records = await compareRecords(rooms, seed)
        servers.forEach(server => server.signal('SIGINT'))
        await Promise.all(servers.map(server => server.ended))
        return [...findings, ...records, ...rounds < FULL ? [] : await comparePdfs(one, other, temp.path, mutant)]
      }
      finally {
        servers.forEach(server => server.signal('SIGKILL'))
      }
    }
    finally {
      if (rounds < FULL)
        rmSync(pages, { recursive: true, force: true })
      temp.remove()
    }
  },
}

/** Every kind of poll there is, none of them live, in a room that is asked for its roles. */
function sampleDeck(folder: string): string {
  const path = join(folder, 'deck', 'slides.md')
  mkdirSync(join(folder, 'deck'))
  writeFileSync(path, readFileSync(join(paths.root, 'tests/sample-deck/slides.md'), 'utf8')
    .replace('workshop:\n', 'workshop:\n  roles: [{ id: dev, label: Dev }, { id: ops, label: Ops }]\n  reactions: [👏]\n')
    .replace('poll: { kind: board }', 'poll: { kind: board, live: false }'))
  return path
}

/** First with as many voters in both rooms, then with another number in each, which only screens may know. */
async function listen(rooms: [Room, Room], rounds: number, seed: number, tell: (line: string) => void): Promise<Finding[]> {
  const random = randomFrom(seed)
  const polls = votable(rooms[0])
  const differences: Record<'phone' | 'late' | 'screen', string[]> = { phone: [], late: [], screen: [] }
  let bytes = 0
  let told_ = 0
  for (let no = 0; no < rounds; no++) {
    const equal = no < rounds / 2
    const poll = polls[no % polls.length]!.id
    const [own, few] = [random() * 2 ** 32, Math.floor(random() * PEOPLE)]
    const runs: Run[] = rooms.map(() => ({ no, poll, own: randomFrom(own) }))
    const texts = await Promise.all(rooms.map((room, index) => room.live(runs[index]!, equal ? PEOPLE : (few + index * 3) % (PEOPLE + 1), randomFrom(seed + no * 2 + index + 1), equal)))
    for (const who of ['phone', 'late', ...equal ? ['screen'] as const : []] as const)
      differences[who].push(...differenceOf(`run ${no}, ${poll}`, texts[0]![who], texts[1]![who]))
    bytes += texts[0]!.phone.join('').length
    const [seen, otherwise] = await Promise.all(rooms.map(room => room.download('results.json?hidden=1')))
    told_ += Number(seen !== otherwise)
    await Promise.all(rooms.map((room, index) => room.forget(runs[index]!)))
    if (no % 20 === 19)
      tell(`${no + 1} of ${rounds} votes`)
  }
  return [
    none('differences in what one phone is sent', differences.phone),
    none('differences in what a late phone is sent', differences.late),
    none('differences in what a screen is sent, by as many voters', differences.screen),
    atLeast('votes that differed for the facilitator', told_, rounds * 0.9),
    told('kinds of poll', [...new Set(polls.map(({ kind }) => kind))].join(', ')),
    told('bytes to one phone, all votes', String(bytes)),
  ]
}

/** What takes its options from a revealed result has none here. */
function votable({ polls }: Room) {
  return polls.filter(def => !('options' in def) || def.options.length > 0)
}

function differenceOf(where: string, one: Transcript, other: Transcript): string[] {
  const at = Array.from({ length: Math.max(one.length, other.length) }).findIndex((_, index) => one[index] !== other[index])
  if (at < 0)
    return []
  const [a = 'nothing', b = 'nothing'] = [one[at], other[at]]
  const from = Math.max(0, [...a].findIndex((letter, index) => letter !== b[index]) - 30)
  return [`${where}, message ${at}: ${JSON.stringify(a.slice(from, from + 80))} / ${JSON.stringify(b.slice(from, from + 80))}`]
}

/** One more vote on everything, which stays; nothing of it is in what is downloaded without being asked for. */
async function compareRecords(rooms: [Room, Room], seed: number): Promise<Finding[]> {
  const polls = votable(rooms[0])
  for (const [index, { id }] of polls.entries()) {
    const no = 1_000_000 + index
    await Promise.all(rooms.map((room, which) => room.live({ no, poll: id, own: randomFrom(no) }, PEOPLE, randomFrom(seed + no * 2 + which), true)))
  }
  const wrong: string[] = []
  for (const name of ['results.json', 'results.csv']) {
    const [plain, hidden] = await Promise.all([name, `${name}?hidden=1`].map(async path => Promise.all(rooms.map(room => room.download(path)))))
    if (plain![0] !== plain![1])
      wrong.push(name)
    if (hidden![0] === hidden![1])
      wrong.push(`${name} is the same even with what is hidden`)
  }
  return [none('records of unrevealed votes that differ', wrong)]
}

async function comparePdfs(one: string, other: string, folder: string, mutant: InstrumentOptions['mutant']): Promise<Finding[]> {
  const print = async (data: string, ...more: string[]) => {
    const base = join(folder, 'print')
    const { code, err } = await spawnScript('server/cli/commands/export.ts', ['--data', data, '--output', base, ...more], { mutant }).ended
    if (code !== 0)
      throw new Error(`The export failed: ${err}`)
    const places = await insidePdf('', readFileSync(`${base}.pdf`))
    // The file as a whole holds the time of its making.
    return places.slice(1).map(({ bytes }) => typeof bytes === 'string' ? bytes : new TextDecoder('latin1').decode(bytes))
  }
  // On a busy machine Chromium draws a slide a pixel higher now and then, in one room as in the other. What tells of votes
  // never comes out the same.
  let differences: string[] = []
  for (let attempt = 0; attempt < 4; attempt++) {
    differences = differenceOf('the PDF', await print(one), await print(other))
    if (differences.length === 0)
      break
  }
  const revealing = differenceOf('', await print(one, '--hidden'), await print(other, '--hidden')).length > 0
  return [
    none('differences in what the PDF draws of unrevealed votes', differences),
    { what: 'the PDF with --hidden differs', measured: String(revealing), goal: 'true', ok: revealing },
  ]
}
