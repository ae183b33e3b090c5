import type { Buffer } from 'node:buffer'
import type { Browser } from 'playwright-chromium'
import type { Deck } from '../../server/paths.ts'
import type { Picture } from './sheet.ts'
import type { Scene, Stage, Theme } from './stage.ts'
import { join } from 'node:path'
import { Option } from '@commander-js/extra-typings'
import { chromium } from 'playwright-chromium'
import { createCommand, runCommand } from '../../server/cli/command-line.ts'
import { writeOutput } from '../../server/cli/commands/write-output.ts'
import { findBrowser } from '../../server/export/browser/browser.ts'
import { fileName } from '../../server/export/file-name.ts'
import { deckAt, paths } from '../../server/paths.ts'
import { homeScenes } from './home.ts'
import { kindScenes } from './kinds.ts'
import { panelScenes } from './panel.ts'
import { phoneScenes } from './phone.ts'
import { seatScenes } from './seats.ts'
import { sheetOf } from './sheet.ts'
import { slideScenes } from './slides.ts'
import { openStage } from './stage.ts'

interface Sheet {
  scenes: (browser: Browser, stage: Stage, theme: Theme) => AsyncGenerator<Scene>
  columns: number
  /** The deck that is played; this project's own if not given. */
  deck?: Deck
}

const THEMES = ['light', 'dark'] as const

const SHEETS: Record<string, Sheet> = {
  slides: { scenes: slideScenes, columns: 4 },
  phone: { scenes: phoneScenes, columns: 7 },
  panel: { scenes: panelScenes, columns: 2 },
  seats: { scenes: seatScenes, columns: 5 },
  home: { scenes: homeScenes, columns: 4 },
  kinds: { scenes: kindScenes, columns: 4, deck: deckAt(join(paths.root, 'tests', 'sample-deck')) },
}

const command = createCommand('npm run gallery --', 'Draws every kind of slide, every state of the phone page and the panel on contact sheets.')
  .option('--output <path>', 'Folder of the pictures', join(paths.root, 'out', 'gallery'))
  .addOption(new Option('--only <name>', 'One sheet alone').choices(Object.keys(SHEETS)))
  .addOption(new Option('--theme <name>', 'One theme alone').choices(THEMES))

async function drawSheets({ output, only, theme }: ReturnType<typeof command.opts>): Promise<void> {
  const browser = await chromium.launch({ executablePath: await findBrowser(console.log), chromiumSandbox: false })
  try {
    for (const [name, sheet] of Object.entries(SHEETS).filter(([name]) => !only || name === only)) {
      for (const each of THEMES.filter(each => !theme || each === theme)) {
        const stage = await openStage(console.log, sheet.deck)
        try {
          const pictures = await picturesOf(sheet.scenes(browser, stage, each), join(output, `${name}-${each}`))
          console.log(writeOutput(join(output, `${name}-${each}.webp`), await sheetOf(browser, pictures, { columns: sheet.columns, theme: each })))
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
    writeOutput(join(folder, fileName(`${String(pictures.length + 1).padStart(2, '0')} ${name}.png`)), png)
    pictures.push({ name, png })
  }
  return pictures
}

await runCommand(command.action(drawSheets))
