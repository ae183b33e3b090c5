import type { RequestHandler } from 'express'
import type { PrintFaults } from '../export/slide-faults.ts'
import type { Room } from '../rooms/room.ts'
import { Buffer } from 'node:buffer'
import express from 'express'
import { recordOf } from '../export/record.ts'
import { planAsMarkdown } from '../report/plan/markdown.ts'
import { printInProcess } from '../report/print-process.ts'
import { resultsAsJson, resultsOf } from '../report/results.ts'
import { resultsAsCsv } from '../report/table.ts'
import { resultsAsXlsx } from '../report/workbook.ts'
import { UserError } from '../user-error.ts'

/** Messages for the panel about a finished PDF: a JSON list, escaped for a header. */
const WARNINGS = 'Workshop-Warnings'
/** Browsers accept headers of a few kilobytes. */
const LONGEST = { lines: 8, line: 240 }

export interface ApiOptions {
  room: Room
  /** The folder of the built pages. */
  dist: string
}

/** The downloads of the panel, behind the facilitator's cookie. `?hidden=1`: with results that the room was never shown. */
export function createApi({ room, dist }: ApiOptions): RequestHandler {
  const api = express.Router()
  let printing = false

  api.get('/export.pdf', async (request, response) => {
    if (printing)
      throw new UserError('A PDF is being printed already. Wait for it, then try again.')
    printing = true
    const left = new AbortController()
    response.once('close', () => left.abort())
    try {
      const { pdf, faults } = await printInProcess({ dist, record: recordOf(room.workshop, isHiddenToo(request.query)), theme: 'light' }, left.signal)
      const warnings = warningsOf(faults)
      if (warnings)
        response.set(WARNINGS, warnings)
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
  api.get('/plan.md', (request, response) => {
    response.attachment(`${room.workshop.id}-plan.md`).type('md').send(planAsMarkdown(resultsOf(room.workshop, isHiddenToo(request.query))))
  })
  return api
}

function isHiddenToo({ hidden }: { hidden?: unknown }): boolean {
  return hidden === '1'
}

/** Null where there are none. */
function warningsOf({ errors, warnings }: PrintFaults): string | null {
  const all = [...errors, ...warnings]
  const lines = all.slice(0, LONGEST.lines).map(line => line.length > LONGEST.line ? `${line.slice(0, LONGEST.line)} …` : line)
  if (all.length > lines.length)
    lines.push(`and ${all.length - lines.length} more; npm run export lists them`)
  return lines.length > 0 ? encodeURIComponent(JSON.stringify(lines)) : null
}
