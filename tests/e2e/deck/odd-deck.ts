/** Asks for everything that would keep slides and phones apart, and for a page for every click in a print. */
const DECK = `---
theme: none
routerMode: hash
presenter: false
title: An odd deck
export: { withClicks: true }
---

# Start

<Sum />

![A dot](./pictures/dot.svg)

<v-clicks>

- One
- Two

</v-clicks>

---
poll: { kind: choice, id: thirty }
---

## Which of thirty?

${Array.from({ length: 30 }, (_, index) => `- Option ${index + 1}`).join('\n')}

---
These words follow the hyphens at once.
---

# Put in between

---
routeAlias: the day
poll: { kind: choice, id: day }
---

## Which {{ 7 * 6 }} is a List<String> at $5 or 10$?

- <b>Monday</b> {{ 1 + 1 }}
- \`{{ tuesday }}\`

---
poll: { kind: choice, id: lunch }
layout: bare
---

## {where}

- Here
- There

---

# End
`

/** What course themes do; it reads its words as it would beside Slidev's own command: from the deck's folder. */
const PREPARSER = `import { readFileSync } from 'node:fs'
export default () => [{
  name: 'course',
  transformRawLines: lines => void lines.push('', '---', '', '# Made by the preparser'),
  transformSlide: async (content, frontmatter) => frontmatter.poll && '# Chapter 1\\n\\n' + content.replace('{where}', readFileSync('where.txt', 'utf8').trim()),
}]
`

/** Its files by path: what decks bring besides, without a package of their own. It finds Slidev's, runs in the deck's folder and evaluates code. */
export const ODD_DECK: Record<string, string> = {
  'slides.md': DECK,
  'where.txt': 'Where do we meet?\n',
  'pictures/dot.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="9" /></svg>',
  'vite.config.ts': `import { readFileSync } from 'node:fs'
import { defineConfig } from 'vite'
export default defineConfig({ define: { __FACTORS__: readFileSync('factors.json', 'utf8') } })
`,
  'factors.json': '[6, 7]',
  'setup/preparser.ts': PREPARSER,
  'setup/shiki.ts': 'import { defineShikiSetup } from \'@slidev/types\'\nexport default defineShikiSetup(() => ({}))\n',
  'setup/main.ts': 'import { defineAppSetup } from \'@slidev/types\'\nexport default defineAppSetup(({ app }) => void app.provide(\'sum\', new Function(\'a\', \'b\', \'return a * b\')))\n',
  // A deck may have a component of that name.
  'components/Poll.vue': '<template>\n  <p>Not ours</p>\n</template>\n',
  'components/Sum.vue': '<script setup>\nimport { inject } from \'vue\'\nconst sum = inject(\'sum\')\nconst factors = __FACTORS__\n</script>\n\n<template>\n  <p>The product is {{ sum(...factors) }}</p>\n</template>\n',
  // No element of it has a class of Slidev's.
  'layouts/bare.vue': '<template>\n  <main style="height: 100%; padding: 30px">\n    <slot />\n  </main>\n</template>\n',
}
