import type { Buffer } from 'node:buffer'
import type { Deck } from '../../server/paths.ts'
import type { Picture } from './sheet.ts'
import type { Scene } from './stage.ts'
import { join } from 'node:path'
import { chromium } from 'playwright-chromium'
import { runCommand } from '../../server/cli/command-line.ts'
import { writeWhole } from '../../server/cli/commands/write-file.ts'
import { findBrowser } from '../../server/export/browser/browser.ts'
import { fileName } from '../../server/export/file-name.ts'
import { deckAt, paths } from '../../server/paths.ts'
import { kindScenes } from './kinds.ts'
import { panelScenes } from './panel.ts'
import { phoneScenes } from './phone.ts'
import { seatScenes } from './seats.ts'
import { sheetOf } from './sheet.ts'
import { slideScenes } from './slides.ts'
import { openStage } from './stage.ts'

interface Sheet {
  scenes: typeof slideScenes
  columns: number
  /** The deck that is played; this project's own if not given. */
  deck?: Deck
}

const SHEETS: Record<string, Sheet> = {
  slides: { scenes: slideScenes, columns: 4 },
  phone: { scenes: phoneScenes, columns: 7 },
  panel: { scenes: panelScenes, columns: 2 },
  seats: { scenes: seatScenes, columns: 5 },
  kinds: { scenes: kindScenes, columns: 4, deck: deckAt(join(paths.root, 'tests', 'sample-deck')) },
}

async function run({ output, only, theme }: { output: string, only?: string, theme?: string }): Promise<void> {
  const browser = await chromium.launch({ executablePath: await findBrowser(console.log), chromiumSandbox: false })
  try {
    for (const [name, sheet] of Object.entries(SHEETS).filter(([name]) => !only || name === only)) {
      for (const each of (['light', 'dark'] as const).filter(each => !theme || each === theme)) {
        const stage = await openStage(console.log, sheet.deck)
        try {
          const pictures = await picturesOf(sheet.scenes(browser, stage, each), join(output, `${name}-${each}`))
          console.log(writeWhole(join(output, `${name}-${each}.webp`), await sheetOf(browser, pictures, { columns: sheet.columns, theme: each })))
        }
        finally {
          await stage.close()
        }
      }
    }
  }
  finally {
    await browser.close()
  }
}

async function picturesOf(scenes: AsyncGenerator<Scene>, folder: string): Promise<Picture[]> {
  const pictures: Picture[] = []
  for await (const { name, page } of scenes) {
    const png: Buffer = await page.screenshot()
    writeWhole(join(folder, fileName(`${String(pictures.length + 1).padStart(2, '0')} ${name}.png`)), png)
    pictures.push({ name, png })
  }
  return pictures
}

await runCommand({
  name: 'npm run gallery --',
  description: 'Draws every kind of slide, every state of the phone page and the panel on contact sheets.',
  args: {
    output: { type: 'string', default: join(paths.root, 'out', 'gallery'), description: 'Folder of the pictures', valueHint: 'path' },
    only: { type: 'string', description: 'slides, phone, panel, seats or kinds alone', valueHint: 'name' },
    theme: { type: 'string', description: 'light or dark alone', valueHint: 'name' },
  },
  run,
})
