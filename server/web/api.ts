import type { Request, RequestHandler, Response } from 'express'
import type { printInProcess } from '../report/print-process.ts'
import type { WorkshopResults } from '../report/results/results.schema.ts'
import type { Room } from '../rooms/room.ts'
import { Buffer } from 'node:buffer'
import { basename, extname } from 'node:path'
import express from 'express'
import { recordOf } from '../export/record.ts'
import { reportFiles } from '../report/files.ts'
import { resultsOf } from '../report/results/results.ts'
import { UserError } from '../user-error.ts'
import { warningsOf } from './warnings.ts'

/** Messages for the panel about finished slides: a JSON list, escaped for a header. */
const WARNINGS = 'Workshop-Warnings'

export interface ApiOptions {
  room: Room
  /** The folder of the built pages. */
  dist: string
  /** Prints, when it is its turn. */
  print: typeof printInProcess
}

/** The downloads of the panel, behind the facilitator's cookie. `?hidden=1`: with results that the room was never shown. */
export function createApi({ room, dist, print: printInTurn }: ApiOptions): RequestHandler {
  const api = express.Router()
  let printing = false

  const print = async (request: Request, response: Response, name: string, type: string, results: WorkshopResults | null) => {
    if (printing)
      throw new UserError('The slides are being printed already. Wait for that, then try again.')
    printing = true
    const left = new AbortController()
    response.once('close', () => left.abort())
    try {
      const { file, faults } = await printInTurn({ dist, record: recordOf(room.workshop, isHiddenToo(request.query)), theme: 'light', results }, left.signal)
      const warnings = warningsOf(faults)
      if (warnings)
        response.set(WARNINGS, warnings)
      response.attachment(name).type(type).send(Buffer.from(file))
    }
    finally {
      printing = false
    }
  }

  api.get('/export.pdf', (request, response) => print(request, response, `${room.workshop.id}.pdf`, 'pdf', null))
  api.get('/report.zip', (request, response) => print(request, response, `${room.workshop.id}-report.zip`, 'zip', resultsOf(room.workshop, isHiddenToo(request.query))))
  for (const file of reportFiles.filter(file => file.of === 'results')) {
    const name = basename(file.path)
    api.get(`/${file.path}`, async (request, response) => {
      const content = await file.make(resultsOf(room.workshop, isHiddenToo(request.query)))
      response.attachment(`${room.workshop.id}-${name}`).type(extname(name)).send(typeof content === 'string' ? content : Buffer.from(content))
    })
  }
  return api
}

function isHiddenToo({ hidden }: { hidden?: unknown }): boolean {
  return hidden === '1'
}
