import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** An empty folder for a server's data; `remove` takes it away again. */
export function dataFolder(): { path: string, remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'workshop-'))
  return {
    path,
    remove: () => rmSync(path, { recursive: true, force: true }),
  }
}
