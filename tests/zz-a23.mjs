import { spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { chromium } from 'playwright-chromium'
const good = '# Start\n\n---\npoll: { kind: choice }\n---\n\n## Which day?\n\n- Monday\n- Tuesday\n'
const cases = {
  content: good.replace('## Which day?', ''),
  yaml: good.replace('{ kind: choice }', '{ kind: choice'),
  nothead: '---\ntitle: "x\n---\n\n' + good,
  tab: good.replace('poll: { kind: choice }', 'poll:\n\tkind: choice'),
}
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
let port = 3141
for (const [name, bad] of Object.entries(cases)) {
  if (process.argv[2] && process.argv[2] !== name) continue
  const dir = mkdtempSync('/tmp/wd/a23-')
  writeFileSync(dir + '/slides.md', bad)
  port++
  const child = spawn('node', ['/work/wt-decks/server/slidev.ts', 'dev', dir + '/slides.md', '--port', String(port)], { env: { ...process.env, WORKSHOP_SERVER: '1' } })
  let out = ''
  let ended = null
  child.stdout.on('data', d => out += d); child.stderr.on('data', d => out += d); child.on('close', c => ended = c)
  for (let i = 0; i < 60 && !/localhost/.test(out) && ended === null; i++) await new Promise(r => setTimeout(r, 250))
  if (ended !== null) { console.log(name, 'ENDED', ended, out.slice(0, 600)); continue }
  const page = await browser.newPage()
  page.on('console', m => console.log('  page:', m.text().slice(0,150))); page.on('framenavigated', f => console.log('  nav', f.url())); await page.goto(`http://localhost:${port}/presenter/2`, { timeout: 20000 }).catch(e => console.log(String(e).slice(0, 100)))
  await new Promise(r => setTimeout(r, 6000))
  console.log(name, 'broken shows:', JSON.stringify((await page.evaluate(() => document.body.innerText + '|' + !!document.querySelector('vite-error-overlay'))).slice(0, 200)), out.slice(-300))
  writeFileSync(dir + '/slides.md', good)
  const ok = await page.getByText('Which day?').first().waitFor({ timeout: 60000 }).then(() => true, () => false)
  console.log(name, 'AFTER FIX:', ok)
  writeFileSync(dir + '/slides.md', bad)
  await new Promise(r => setTimeout(r, 3000))
  writeFileSync(dir + '/slides.md', good)
  await new Promise(r => setTimeout(r, 1500))
  const ok2 = await page.getByText('Which day?').first().waitFor({ timeout: 10000 }).then(() => true, () => false)
  console.log(name, 'warm break, fix:', ok2, await page.evaluate(() => !!document.querySelector('vite-error-overlay')))
  console.log(out.slice(-1500)); await page.close()
  child.kill()
}
await browser.close()
