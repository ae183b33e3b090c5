import type { Buffer } from 'node:buffer'
import type { Browser } from 'playwright-chromium'

/** CSS pixels of a sheet. */
const WIDTH = 2000

export interface Picture {
  name: string
  png: Buffer
}

export interface SheetOptions {
  columns: number
  theme: 'light' | 'dark'
}

/**
 * Lays pictures out on one sheet, each with its name.
 * @returns a WebP picture
 */
export async function sheetOf(browser: Browser, pictures: readonly Picture[], { columns, theme }: SheetOptions): Promise<Uint8Array> {
  const [ground, ink] = theme === 'light' ? ['#ffffff', '#141311'] : ['#000000', '#f3f0e8']
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 800 } })
  await page.setContent(`<style>
    body { margin: 0; background: ${ground}; color: ${ink}; font: 13px/1.4 monospace }
    main { display: grid; grid-template-columns: repeat(${columns}, 1fr); gap: 20px 16px; align-items: start; padding: 20px }
    figure { margin: 0 }
    img { display: block; width: 100%; outline: 1px solid #8888 }
    figcaption { padding-top: 4px }
  </style>
  <main>${pictures.map(({ name, png }) => `<figure><img src="data:image/png;base64,${png.toString('base64')}"><figcaption>${name}</figcaption></figure>`).join('')}</main>`)
  await page.evaluate(() => Promise.all([...document.images].map(image => image.decode())))
  const whole = await page.screenshot({ fullPage: true })
  const webp = await page.evaluate(async (png) => {
    const image = new Image()
    image.src = `data:image/png;base64,${png}`
    await image.decode()
    const canvas = new OffscreenCanvas(image.width, image.height)
    canvas.getContext('2d')!.drawImage(image, 0, 0)
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 })
    return new Promise<string>((resolve) => {
      const reader = new FileReader()
      reader.onload = () => resolve((reader.result as string).split(',')[1]!)
      reader.readAsDataURL(blob)
    })
  }, whole.toString('base64'))
  await page.close()
  return Uint8Array.from(atob(webp), character => character.charCodeAt(0))
}
