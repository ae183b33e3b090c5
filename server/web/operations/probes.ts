import type { RequestHandler } from 'express'
import type { Reason } from './ready.ts'
import express from 'express'

/**
 * `/health`: the process is alive. `/ready`: it can be sent people. Whoever keeps servers running asks by the address of a machine, so
 * they are answered whatever the host is called; they say nothing about workshops.
 */
export function probes(reasons: () => Promise<Reason[]>): RequestHandler {
  return express.Router()
    .get(['/health', '/ready'], (_, response, next) => {
      response.set('Cache-Control', 'no-store')
      next()
    })
    .get('/health', (_, response) => void response.json({ alive: true }))
    .get('/ready', async (_, response) => {
      const found = await reasons()
      response.status(found.length > 0 ? 503 : 200).json({ ready: found.length === 0, reasons: found })
    })
}
