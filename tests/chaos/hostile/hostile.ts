import type { Finding, Instrument, InstrumentOptions } from '../../support/instruments/instrument.ts'
import type { HostileRoom } from './room.ts'
import type { Taken } from './scene.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { paths } from '../../../server/paths.ts'
import { openTestBrowser } from '../../support/browser/browser.ts'
import { none, told } from '../../support/instruments/instrument.ts'
import { ownWalls, writeHostileDeck } from './deck.ts'
import { faultsOfCalc, faultsOfCsv, faultsOfPdf, faultsOfXlsx } from './files.ts'
import { openHostileRoom } from './room.ts'
import { openScene } from './scene.ts'

/** So many texts go onto this project's own deck; for more, one is written and built. */
const FEW = 60

/** Texts that mean harm, on every screen and in every file. `rounds` is how many there are. */
export const hostile: Instrument = {
  name: 'hostile',
  about: 'Texts that mean harm, on every screen and in every file. --rounds texts',
  run: async (options) => {
    const folder = mkdtempSync(join(tmpdir(), 'workshop-hostile-'))
    try {
      return await run(folder, options)
    }
    finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

async function run(folder: string, { rounds = 1000, seed, mutant, tell }: InstrumentOptions): Promise<Finding[]> {
  const small = rounds <= FEW
  const { deck, walls } = small ? { deck: undefined, walls: await ownWalls(rounds, seed) } : writeHostileDeck(folder, rounds, seed)
  const [room, browser] = await Promise.all([openHostileRoom({ data: join(folder, 'data'), deck, mutant }), openTestBrowser()])
  try {
    const scene = await openScene(browser, room, small ? null : join(paths.root, 'out', 'hostile'))
    const taken: Taken[] = []
    for (const wall of walls) {
      taken.push({ wall, texts: await scene.play(wall) })
      if (taken.length % 10 === 0)
        tell(`${taken.length} of ${walls.length} slides`)
    }
    return [...scene.findings(taken), ...await fileFindings(room, folder, taken, small), ...terminalFindings(room)]
  }
  finally {
    await browser.close()
    await room.close()
  }
}

async function fileFindings({ server, facilitatorCookie }: HostileRoom, folder: string, taken: readonly Taken[], small: boolean): Promise<Finding[]> {
  const download = async (name: string) => {
    const response = await fetch(`${server.url}/facilitator/api/${name}`, { headers: { cookie: facilitatorCookie } })
    return new Uint8Array(await response.arrayBuffer())
  }
  const texts = taken.flatMap(({ texts }) => texts)
  const [xlsx, csv] = [await download('results.xlsx'), new TextDecoder('utf-8', { ignoreBOM: true }).decode(await download('results.csv'))]
  const [inCsv, inXlsx] = [faultsOfCsv(csv, texts), faultsOfXlsx(xlsx, texts)]
  // A wall may have no room for all of them.
  const printed = taken.filter(({ wall }) => wall.def.kind !== 'words').flatMap(({ texts }) => texts.slice(0, 2))
  const pdf = await faultsOfPdf(await download('export.pdf'), printed)
  return [
    none('formulas in the CSV', inCsv.formulas),
    none('texts that the CSV changed or tore', inCsv.lost),
    none('formulas in the XLSX', inXlsx.formulas),
    none('texts that the XLSX changed or lost', inXlsx.lost),
    ...small ? [] : [none('formulas that LibreOffice finds in either', await faultsOfCalc(folder, csv, xlsx))],
    told('pages of the PDF', String(pdf.pages)),
    none('scripts, files and links of theirs in the PDF', pdf.active),
    none('scripts that ran while it was printed', pdf.ran),
    none('texts that are not printed', pdf.lost),
  ]
}

function terminalFindings({ server }: HostileRoom): Finding[] {
  const orders = [...server.raw.text.matchAll(/(?!\n)[\p{Cc}\u202A-\u202E\u2066-\u2069].{0,20}/gu)].map(([order]) => JSON.stringify(order))
  return [none('what the terminal would obey', orders)]
}
