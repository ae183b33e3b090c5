import type { PollDef } from '../../../core/kinds/kinds.ts'
import type { Wall } from './room.ts'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from '@slidev/parser/fs'
import { loadContent } from '../../../authoring/load.ts'
import { pollDef } from '../../../core/kinds/schemas/schemas.ts'
import { WORD_LETTERS } from '../../../core/kinds/words.ts'
import { paths } from '../../../server/paths.ts'
import { hostileTexts } from './strings.ts'

/** Texts of a wall: so many that most of them have room on its slide. */
const ON_A_WALL = { text: 14, board: 8, words: 18 } as const
/** What an author wants to stand on a line. */
const LABEL_LETTERS = 60

/** The walls of this project's own deck: nothing has to be built for them. */
export async function ownWalls(count: number, seed: number): Promise<Wall[]> {
  const { polls } = await loadContent(paths.root)
  const { slides } = await load({ roots: [paths.root], userRoot: paths.root }, join(paths.root, 'slides.md'))
  const texts = hostileTexts(count, seed)
  const words = texts.filter(text => [...text].length <= WORD_LETTERS)
  const long = texts.filter(text => [...text].length > WORD_LETTERS)
  const half = Math.ceil(long.length / 2)
  return ([['text', long.slice(0, half)], ['board', long.slice(half)], ['words', words]] as const).map(([kind, texts]) => {
    const def = polls.find(poll => poll.kind === kind)!
    return { def, slide: slides.findIndex(({ frontmatter }) => frontmatter.poll === def.id) + 1, texts: [...texts] }
  })
}

/**
 * Writes a deck with a slide for every so many texts, and with polls whose author writes such texts as well.
 * @returns its path, and what is to be written on which slide
 */
export function writeHostileDeck(folder: string, count: number, seed: number): { deck: string, walls: Wall[] } {
  const texts = hostileTexts(count, seed)
  const walls: Omit<Wall, 'slide'>[] = []
  for (let rest = texts; rest.length > 0;) {
    for (const kind of ['text', 'board', 'words'] as const) {
      const own = rest.slice(0, ON_A_WALL[kind])
      rest = rest.slice(own.length)
      if (own.length > 0)
        walls.push({ def: pollDef.parse({ id: `wall-${walls.length}`, kind, title: `Wall ${walls.length}`, max: 5 }), texts: kind === 'words' ? own.map(text => [...text].slice(0, WORD_LETTERS).join('')) : own })
    }
  }
  const all = [...authored(seed).map(def => ({ def, texts: [] })), ...walls]
  const headmatter = { theme: 'default', title: 'Hostile', workshop: { title: '\u001B[31mred \u202E title <img src=x onerror=__pwned=1>', polls: all.map(({ def }) => def) } }
  const deck = join(folder, 'slides.md')
  writeFileSync(deck, [
    `---\n${Object.entries(headmatter).map(([field, value]) => `${field}: ${JSON.stringify(value)}`).join('\n')}\n---\n\n# Hostile\n`,
    ...all.map(({ def }) => `---\nlayout: poll\npoll: ${def.id}\n---\n`),
  ].join('\n'))
  return { deck, walls: all.map((wall, index) => ({ ...wall, slide: index + 2 })) }
}

/** One poll of each kind with options: titles, labels and details mean harm. */
function authored(seed: number): PollDef[] {
  // Authors are refused what cannot be seen, and what looks the same twice.
  const bySight = new Map(hostileTexts(400, seed + 1, LABEL_LETTERS).map(text => [text.normalize('NFC').replace(/[\s\p{C}]+/gu, ' ').trim(), text] as const))
  const texts = [...bySight].filter(([seen]) => seen !== '').map(([, text]) => text)
  const next = () => texts.shift()!
  return (['choice', 'dots', 'scale', 'rank', 'points', 'matrix'] as const).map(kind => pollDef.parse({
    id: `authored-${kind}`,
    kind,
    title: next(),
    topic: next(),
    options: Array.from({ length: 5 }, (_, index) => ({ id: `option-${index}`, label: next(), ...kind === 'choice' && { detail: next() } })),
    ...kind === 'scale' && { levels: ['<b>low', '2', '=3', '4', '{{ high }}'] },
  }))
}
