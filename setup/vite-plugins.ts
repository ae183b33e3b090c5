import type { ResolvedSlidevOptions } from '@slidev/types'
import type { Plugin } from 'vite'
import { join } from 'node:path'
import process from 'node:process'
import { publicDef } from '../core/views.ts'
import { countsOf, loadWorkshop, publicDisciplines } from '../workshop/load.ts'

const ID = 'virtual:workshop'
const RESOLVED = `\0${ID}`

/** Gives slides the checked content, and renews it in the browser when a file of it changes. */
export default function vitePlugins({ userRoot }: ResolvedSlidevOptions): Plugin[] {
  const folder = join(userRoot, 'content')
  return [{
    name: 'workshop:content',
    resolveId: id => id === ID ? RESOLVED : undefined,
    load: id => id === RESOLVED ? virtualModule(userRoot) : undefined,
    configureServer(server) {
      server.watcher.add(folder)
    },
    hotUpdate({ file, timestamp }) {
      const module = file.startsWith(folder) && file.endsWith('.yaml') && this.environment.moduleGraph.getModuleById(RESOLVED)
      if (module) {
        this.environment.moduleGraph.invalidateModule(module, new Set(), timestamp, true)
        return [module]
      }
    },
  }]
}

async function virtualModule(root: string): Promise<string> {
  const workshop = await loadWorkshop(root)
  const values = {
    title: workshop.file.title,
    subtitle: workshop.file.subtitle,
    disciplines: publicDisciplines(workshop),
    counts: countsOf(workshop),
    polls: workshop.polls.map(publicDef),
    expectServer: Boolean(process.env.WORKSHOP_SERVER),
  }
  return Object.entries(values)
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)}`)
    .join('\n')
}
