import type { BrowserContext } from 'playwright-chromium'
import { ELSEWHERE } from './strings.ts'

/** What pages did that only a text that runs makes them do, a line for each. */
export interface Watch {
  ran: string[]
  blocked: string[]
  /** Looks at every page that is open. */
  look: () => Promise<void>
}

/** Watches every page of a browser's visitor, from before its first script. */
export async function watch(context: BrowserContext, who: string): Promise<Watch> {
  const seen: Watch = { ran: [], blocked: [], look: async () => {
    for (const page of context.pages()) {
      const pwned = await page.evaluate(() => '__pwned' in window || document.documentElement.textContent.includes('RAN-SCRIPT'))
      if (pwned)
        seen.ran.push(`${who}: a text ran at ${new URL(page.url()).pathname}`)
    }
  } }
  await context.exposeBinding('__blocked', (_, what: string) => void seen.blocked.push(`${who}: ${what}`))
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => (window as unknown as { __blocked: (what: string) => void }).__blocked(`${violatedDirective} ${blockedURI}`))
  })
  context.on('page', (page) => {
    page.on('dialog', (dialog) => {
      seen.ran.push(`${who}: ${dialog.type()} "${dialog.message()}"`)
      void dialog.dismiss()
    })
    page.on('popup', popup => void seen.ran.push(`${who}: opened ${popup.url()}`))
    page.on('download', file => void seen.ran.push(`${who}: loaded ${file.url()}`))
    page.on('pageerror', error => void seen.ran.push(`${who}: ${error.message}`))
    page.on('console', message => message.type() === 'error' && seen.blocked.push(`${who}: ${message.text().slice(0, 120)}`))
  })
  context.on('request', request => request.url().includes(ELSEWHERE) && seen.ran.push(`${who}: asked for ${request.url()}`))
  return seen
}
