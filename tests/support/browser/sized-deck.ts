import type { PrintedDeck } from '../../../server/export/printer.ts'
import type { SizedPoll } from '../polls/sized-polls.ts'
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { workshopFile } from '../../../authoring/schema.ts'
import { openPrintedDeck } from '../../../server/export/printer.ts'
import { recordOf } from '../../../server/export/record.ts'
import { paths } from '../../../server/paths.ts'
import { ROLES } from '../polls/sized-polls.ts'
import { votedWorkshop } from '../polls/voted-workshop.ts'
import { findTestBrowser } from './browser.ts'

/** A deck with nothing on it but polls. */
export interface SizedDeck {
  /**
   * Prints it with the votes of so many people.
   * @param people 0: what is drawn before there is a result
   */
  print: (people: number, theme: 'light' | 'dark') => Promise<PrintedDeck>
}

/**
 * Builds a deck of polls, the part of it that is printed.
 * @param folder an empty one
 * @param headmatter theme and canvas
 * @param style the deck's own
 */
export function buildSizedDeck(folder: string, polls: readonly SizedPoll[], headmatter: Record<string, unknown>, style = ''): SizedDeck {
  const [deck, dist] = [join(folder, 'slides.md'), join(folder, 'dist')]
  const settings = { ...headmatter, title: 'Polls of every size', workshop: { polls: polls.map(({ def }) => def), roles: ROLES } }
  mkdirSync(folder, { recursive: true })
  writeFileSync(deck, `---\n${Object.entries(settings).map(([field, value]) => `${field}: ${JSON.stringify(value)}`).join('\n')}\n---\n\n# Polls of every size\n\n${polls.map(({ slide }) => slide).join('\n')}`)
  writeFileSync(join(folder, 'style.css'), style)
  // What a theme puts under its slides, and positions.
  writeFileSync(join(folder, 'slide-bottom.vue'), '<template><div style="position: absolute; inset: 0; background: #fcc" /></template>\n')
  execFileSync(process.execPath, [join(paths.root, 'server', 'build', 'slidev.ts'), 'build', deck, '--only', 'deck', '--out', dist], {
    env: { ...process.env, WORKSHOP_SERVER: '1', NODE_ENV: 'production' },
    stdio: 'pipe',
  })
  const ids = (which: 'twice' | 'byRole' | 'never') => new Set(polls.filter(poll => poll[which]).map(({ def }) => def.id))
  const further = { twice: ids('twice'), byRole: ids('byRole'), never: ids('never'), answers: new Map(polls.flatMap(({ def, answers }) => answers ? [[def.id, answers] as const] : [])) }
  const content = { file: { ...workshopFile.parse({ roles: ROLES }), title: 'Polls' }, polls: polls.map(({ def }) => def) }
  return {
    async print(people, theme) {
      const record = recordOf(votedWorkshop(content, people, further), false)
      return openPrintedDeck({ dist, record, theme, withNotes: false, browser: await findTestBrowser(), onSlide: () => {} })
    },
  }
}
