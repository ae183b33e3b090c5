import type { Content } from '../../authoring/load.ts'
import type { Problem } from '../../authoring/problem.ts'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { checkDeck } from '../../authoring/deck/deck.ts'
import { loadContent } from '../../authoring/load.ts'
import { ContentError } from '../../authoring/problem.ts'
import { tempFolder } from './temp-folder.ts'

/** The smallest workshop there is, as text by path: two disciplines, one poll of its own, a deck. */
export function smallContent(): Record<string, string> {
  return {
    'content/workshop.yaml': `title: A small workshop
subtitle: Two disciplines.
dots:
  each: 3
  perOption: 2
practiceLevels: [Never, Always]
questionLevels: ['No', 'Yes']
disciplines:
  - cicd
  - iac
polls:
  - id: opening
    kind: choice
    title: What brings you here?
    options:
      - { id: work, label: Work }
      - { id: cake, label: Cake }
`,
    'content/disciplines/cicd.yaml': discipline('cicd', 1),
    'content/disciplines/iac.yaml': discipline('iac', 2),
    'content/chapters/cicd.md': chapter('cicd'),
    'content/chapters/iac.md': chapter('iac'),
    'slides.md': `---
title: A small workshop
---

# Welcome

---
layout: poll
poll: opening
---

---
src: ./content/chapters/cicd.md
discipline: cicd
---

---
src: ./content/chapters/iac.md
discipline: iac
---
`,
  }
}

function discipline(id: string, number: number): string {
  const list = (count: number, fields: (no: number) => string) => Array.from({ length: count }, (_, index) => `  - { id: item-${index + 1}, ${fields(index + 1)} }`).join('\n')
  return `id: ${id}
number: ${number}
tag: ${id}
title: The discipline ${id}
objective: To be tested.
practices:
${list(5, no => `text: Practice ${no}`)}
tools:
  - { name: Hammer, group: Tools, url: https://example.org, purpose: For nails }
bottlenecks:
${list(8, no => `title: 'Bottleneck ${no}', hurts: It hurts, move: Move on`)}
questions:
${list(4, no => `text: Question ${no}?, listen: Silence`)}
takeaway: Test it.
`
}

function chapter(id: string): string {
  return `---
layout: discipline
---

---
layout: practices
poll: ${id}/practices
---

## What good looks like

---
layout: bottlenecks
poll: ${id}/bottlenecks
---
`
}

/** Writes files into a folder; into one that goes with the test if none is named. */
export function writeFiles(files: Record<string, string>, root = tempFolder()): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

/** Sound content that is written like this. */
export function contentOf(files: Record<string, string>): Promise<Content> {
  return loadContent(writeFiles(files))
}

/** What is wrong with content that is written like this; nothing where it is sound. */
export function problemsOf(files: Record<string, string>): Promise<readonly Problem[]> {
  return problemsIn(files, loadContent)
}

/** What is wrong with the content and with the deck around it. */
export function deckProblemsOf(files: Record<string, string>): Promise<readonly Problem[]> {
  return problemsIn(files, async root => checkDeck(root, await loadContent(root)))
}

/** What is lost of a sound deck. */
export async function deckWarningsOf(files: Record<string, string>): Promise<readonly Problem[]> {
  const root = writeFiles(files)
  const content = await loadContent(root)
  await checkDeck(root, content)
  return content.warnings
}

async function problemsIn(files: Record<string, string>, check: (root: string) => Promise<unknown>): Promise<readonly Problem[]> {
  const root = writeFiles(files)
  try {
    await check(root)
  }
  catch (error) {
    if (error instanceof ContentError)
      return error.problems
    throw error
  }
  return []
}
