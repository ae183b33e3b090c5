import type { Person } from '../people.ts'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { extractText, getDocumentProxy } from 'unpdf'
import { describe, expect, it } from 'vitest'
import { writeFiles } from '../../support/content.ts'
import { run, startWorkshop } from '../../support/processes/terminal.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { LAPTOP, openBrowser, person, PHONE, PROJECTOR, sees, tap } from '../people.ts'

/** Asks for everything that would keep slides and phones apart. */
const DECK = `---
theme: none
routerMode: hash
presenter: false
title: An odd deck
---

# Start

<Sum />

---
routeAlias: the day
poll: { kind: choice, id: day }
---

## Which {{ 7 * 6 }} is a List<String> at $5 or 10$?

- <b>Monday</b> {{ 1 + 1 }}
- \`{{ tuesday }}\`

---
poll: { kind: choice }
layout: bare
---

## {where}

- Here
- There

---
poll: { kind: choice }
---

## Does this go?

- Yes
- No
`

/** What course themes do; it reads its words as it would beside Slidev's own command: from the deck's folder. */
const PREPARSER = `import { readFileSync } from 'node:fs'
export default () => [{
  name: 'course',
  transformRawLines: lines => void lines.push('', '---', '', '# Made by the preparser'),
  transformSlide: async (content, frontmatter) => frontmatter.poll && '# Chapter 1\\n\\n' + content.replace('{where}', readFileSync('where.txt', 'utf8').trim()),
}]
`

/** What decks bring besides, without a package of their own: it finds Slidev's, runs in the deck's folder and evaluates code. */
const PARTS = {
  'vite.config.ts': `import { readFileSync } from 'node:fs'
import { defineConfig } from 'vite'
export default defineConfig({ define: { __FACTORS__: readFileSync('factors.json', 'utf8') } })
`,
  'factors.json': '[6, 7]',
  'setup/shiki.ts': 'import { defineShikiSetup } from \'@slidev/types\'\nexport default defineShikiSetup(() => ({}))\n',
  'setup/main.ts': 'import { defineAppSetup } from \'@slidev/types\'\nexport default defineAppSetup(({ app }) => void app.provide(\'sum\', new Function(\'a\', \'b\', \'return a * b\')))\n',
  // A deck may have a component of that name.
  'components/Poll.vue': '<template>\n  <p>Not ours</p>\n</template>\n',
  'components/Sum.vue': '<script setup>\nimport { inject } from \'vue\'\nconst sum = inject(\'sum\')\nconst factors = __FACTORS__\n</script>\n\n<template>\n  <p>The product is {{ sum(...factors) }}</p>\n</template>\n',
  // No element of it has a class of Slidev's.
  'layouts/bare.vue': '<template>\n  <main style="height: 100%; padding: 30px">\n    <slot />\n  </main>\n</template>\n',
}

function odd(): string {
  return writeFiles({ ...PARTS, 'slides.md': DECK, 'where.txt': 'Where do we meet?\n', 'setup/preparser.ts': PREPARSER })
}

const EXTRA = `---
poll: { kind: choice, id: extra }
---

## One more question

- Yes
- No

---
These words follow the hyphens at once.
---

# Put in between

`

async function goTo({ page }: Person, address: string): Promise<void> {
  await page.locator('body').press('g')
  await page.locator('#slidev-goto-input').fill(address)
  await page.locator('#slidev-goto-input').press('Enter')
}

describe('slides, presenter and phones', { timeout: 300_000 }, () => {
  it('stay in sync in an odd deck, and when it is edited between two starts', async () => {
    const [folder, data, browser] = [odd(), tempFolder(), await openBrowser()]
    const deck = join(folder, 'slides.md')
    const server = await startWorkshop(data, deck)
    const facilitator = await person(browser, server.signInUrl, LAPTOP)
    await facilitator.page.waitForURL(/\/facilitator\/presenter\/1$/)
    await sees(facilitator, 'Connected')
    const screen = await person(browser, `${server.deckUrl}1/?clicks=0`, PROJECTOR)
    const phone = await person(browser, `${server.url}/`, PHONE)

    await sees(screen, 'The product is 42')
    expect(server.output.out).toContain('The slides of this deck may run code that they make out of text (setup/main.ts). Phones may not.')
    const policies = await Promise.all(['deck/1', '', 'facilitator/api/results.json'].map(async path => (await fetch(`${server.url}/${path}`)).headers.get('content-security-policy')!.match(/script-src ([^;]*)/)![1]))
    // The phone's page has one script of its own in it.
    expect(policies).toEqual(['\'self\' \'unsafe-eval\' blob:', expect.stringMatching(/^'self' 'sha256-[^' ]+'$/), '\'self\''])

    // By its alias, with signs that stay words.
    await facilitator.page.locator('body').press('ArrowRight')
    await facilitator.page.waitForURL(/\/presenter\/the%20day$/)
    await screen.page.waitForURL(/\/deck\/the%20day\b/)
    for (const somebody of [screen, phone]) {
      await sees(somebody, 'Which {{ 7 * 6 }} is a List<String> at $5 or 10$?')
      await sees(somebody, /^Monday \{\{ 1 \+ 1 \}\}$/)
      await sees(somebody, /^\{\{ tuesday \}\}$/)
    }
    // Without the styles that most themes begin with.
    const filled = await screen.page.locator('.slidev-layout.poll').filter({ visible: true }).boundingBox()
    expect(filled!.height).toBeCloseTo(PROJECTOR.height, -1)
    const late = await person(browser, `${server.deckUrl}1`, PROJECTOR)
    await late.page.waitForURL(/\/deck\/the%20day\b/)
    await late.page.close()
    await phone.page.getByRole('radio', { name: /^Monday/ }).check({ force: true })
    await sees(phone, 'Counted')
    await tap(facilitator, /^Close voting/)
    await tap(facilitator, /^Reveal/)
    await sees(screen, '100%')

    // What a preparser made of it.
    await goTo(facilitator, '5')
    await sees(screen, 'Made by the preparser')
    await goTo(facilitator, '3')
    await screen.page.waitForURL(/\/deck\/3\b/)
    await sees(screen, 'Chapter 1')
    for (const somebody of [screen, phone])
      await sees(somebody, 'Where do we meet?')
    const poll = await screen.page.locator('.poll-frame').filter({ visible: true }).boundingBox()
    expect(poll!.y + poll!.height).toBeCloseTo(PROJECTOR.height - 30 * PROJECTOR.width / 980, -1)

    server.signal('SIGINT')
    await server.ended
    const [start, ...others] = DECK.split(/(?=---\nrouteAlias)/)
    writeFileSync(deck, `${start}${EXTRA}${others.join('').replace(/---\npoll: \{ kind: choice \}\n---\n\n## Does[\s\S]*/, '---\n\n# End\n')}`)
    const next = await startWorkshop(data, '--port', String(server.port), deck)
    expect(next.output.err).toMatch(/slides\.md:\d+:1 {2}is taken for frontmatter/)

    // The room is where it was, on pages of both decks.
    await expect.poll(async () => (await phone.page.locator('body').textContent())).toContain('Where do we meet?')
    const fresh = await person(browser, `${next.deckUrl}1`, PROJECTOR)
    await fresh.page.waitForURL(/\/deck\/5\b/)
    for (const somebody of [fresh, screen, phone])
      await sees(somebody, 'Where do we meet?')
    const again = await person(browser, next.signInUrl, LAPTOP)
    await again.page.waitForURL(/\/presenter\/5\b/)
    await sees(again, 'Where do we meet?')

    // A page from before the edit leads to a poll that is gone: the slides move, and phones wait.
    await sees(facilitator, 'Connected')
    await facilitator.page.locator('body').press('ArrowRight')
    await sees(screen, 'Does this go?')
    await sees(phone, 'The next vote will show up here.')

    next.signal('SIGINT')
    await next.ended
    expect(await run('server/cli/commands/export.ts', '--data', data, '--output', join(data, 'deck'))).toMatchObject({ code: 0, err: '' })
    const pdf = await getDocumentProxy(new Uint8Array(readFileSync(join(data, 'deck.pdf'))))
    const { text } = await extractText(pdf, { mergePages: false })
    expect(text).toHaveLength(7)
    expect(text[0]).toContain('The product is 42')
    expect(text[2]).toContain('Put in between')
    expect(text[3]).toMatch(/Which \{\{ 7 \* 6 \}\} is a\s+List<String> at \$5 or 10\$\?.*Monday \{\{ 1 \+ 1 \}\}\s*100%/s)
  })
})
