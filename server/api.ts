import type { RequestHandler } from 'express'
import type { Room } from './room.ts'
import { Buffer } from 'node:buffer'
import express from 'express'
import { recordOf } from './export/record.ts'
import { resultsAsJson, resultsOf } from './export/results.ts'
import { resultsAsCsv, resultsAsXlsx } from './export/table.ts'
import { UserError } from './user-error.ts'

export interface ApiOptions {
  room: Room
  /** The folder of the built pages. */
  dist: string
}

/** What the panel's buttons download. Whoever comes here carries the facilitator's cookie. `?hidden=1`: with what the room was never shown. */
export function createApi({ room, dist }: ApiOptions): RequestHandler {
  const api = express.Router()
  let printing = false

  api.get('/export.pdf', async (request, response) => {
    if (printing)
      throw new UserError('A PDF is being printed already. Wait for it, then try again.')
    printing = true
    try {
      // The browser's driver takes longer to load than the rest of the server.
      const [{ openPrintedDeck }, { pdfOf }] = await Promise.all([import('./export/printer.ts'), import('./export/formats.ts')])
      const deck = await openPrintedDeck({
        dist,
        record: recordOf(room.workshop, isHiddenToo(request.query)),
        theme: 'light',
        withNotes: false,
        say: () => {},
        onSlide: () => {},
      })
      const pdf = await pdfOf(deck).finally(deck.close)
      response.attachment(`${room.workshop.id}.pdf`).type('pdf').send(Buffer.from(pdf))
    }
    finally {
      printing = false
    }
  })
  api.get('/results.json', (request, response) => {
    response.attachment(`${room.workshop.id}.json`).type('json').send(resultsAsJson(resultsOf(room.workshop, isHiddenToo(request.query))))
  })
  api.get('/results.csv', (request, response) => {
    response.attachment(`${room.workshop.id}.csv`).type('csv').send(resultsAsCsv(resultsOf(room.workshop, isHiddenToo(request.query))))
  })
  api.get('/results.xlsx', async (request, response) => {
    const workbook = await resultsAsXlsx(resultsOf(room.workshop, isHiddenToo(request.query)))
    response.attachment(`${room.workshop.id}.xlsx`).type('xlsx').send(Buffer.from(workbook))
  })
  return api
}

function isHiddenToo({ hidden }: { hidden?: unknown }): boolean {
  return hidden === '1'
}
