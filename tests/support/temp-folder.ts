import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { onTestFinished } from 'vitest'

/** An empty folder that goes with the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'workshop-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Holds a data folder as a server does that runs on it, until the test ends. */
export function occupy(data: string): void {
  const lock = new DatabaseSync(join(data, 'server.lock'))
  lock.exec('BEGIN EXCLUSIVE')
  onTestFinished(() => lock.close())
}
