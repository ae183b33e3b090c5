import type { Plugin } from 'vite'
import type { DeckNeeds } from '../deck-needs.ts'
import { join } from 'node:path'
import { isIn, relativeTo } from '../../../authoring/slashed.ts'
import { writeNeeds } from '../deck-needs.ts'

const EVALUATES = /\bnew Function\(|(?<![\w$.])eval\(|(?:window|globalThis|contentWindow)\)?\.eval\(|\bWebAssembly\b|\bBlob\([\s\S]{0,120}(?:text|application)\/javascript/
const FRAMES = /\.srcdoc\s*=|\bsrcdoc:|["']srcdoc["'],|\bBlob\([\s\S]{0,120}text\/html|\b(?:doc|document)\.write(?:ln)?\(|content(?:Document|Window)[\s\S]*\.write(?:ln)?\(/
const SCRIPT = /["'`](https?:\/\/[\w.-]+(?::\d+)?)\/[^\s"'`<>]*\.(?:m?js|wasm)(?=["'`?#])/g
/** A handler in HTML, as Vue keeps it. */
const HANDLER = /\bon(?:click|dblclick|load|error|change|input|submit|focus|blur|mouse\w+|key\w+|pointer\w+)(?::\s*|=\\?)["']/
const ANY = /new Function\(|eval\(|WebAssembly|srcdoc|Blob\(|on[a-z]+(?::|=)|\.write(?:ln)?\(|https?:\/\//
const RUN = /^ *```.*\{monaco-run\b/m

/** In every deck, and able to do without: Vue's compiler, and what comes with Mermaid and the editor. Node's names for them on any system. */
const OF_SLIDEV = /[\\/]node_modules[\\/](?:\.pnpm[\\/].*[\\/]node_modules[\\/])?(?:@slidev[\\/]|vue[\\/]|@vue[\\/]|monaco-editor|typescript[\\/]|@typescript[\\/]|d3-dsv|lodash(?:-es)?[\\/]|mermaid|@mermaid-js|shiki|@shikijs|katex|@vueuse|@unhead|unhead|vue-router|floating-vue|drauu|markdown-exit|lz-string|recordrtc|file-saver)/

/** What a deck is found to need while it is built. */
export interface NeedsFinder {
  plugin: Plugin
  /** Keeps it beside the pages. */
  write: (deckPages: string, html: string) => void
}

/**
 * Looks at all that a deck is made of for what the policy of its pages has to allow.
 * @param root the deck's folder
 * @param ours a folder whose files need nothing
 * @param slides their Markdown
 */
export function findNeeds(root: string, ours: string, slides: readonly string[]): NeedsFinder {
  const evaluates = new Set<string>()
  const inline = new Set<string>()
  const origins = new Set<string>()
  /** A deck may lie in our folder, or in one beside it with a longer name. */
  const isOurs = (file: string) => isIn(ours, file) && !isIn(join(ours, 'node_modules'), file) && (root === ours || !isIn(root, file))
  slides.forEach((raw, index) => RUN.test(raw) && evaluates.add(`slide ${index + 1}`))
  return {
    plugin: {
      name: 'workshop:needs',
      apply: 'build',
      transform: {
        filter: { code: ANY },
        handler(code, id) {
          const [file = ''] = id.split('?')
          if (file.startsWith('\0') || OF_SLIDEV.test(file) || isOurs(file))
            return
          const name = relativeTo(root, file).replace(/^.*node_modules\//, '').replace(/(\.md)__slidev_\d+\.md$/, '$1')
          if (EVALUATES.test(code))
            evaluates.add(name)
          if (FRAMES.test(code) || HANDLER.test(code))
            inline.add(name)
          // A link to a script, on a slide, is not one that runs.
          if (!/\.md(?:__slidev|$)/.test(file))
            addOrigins(code)
        },
      },
    },
    write(deckPages, html) {
      addOrigins(html.replaceAll(/<(?!script\b)[^>]*>/g, ''))
      if (/<script(?![^>]*\ssrc=)[^>]*>\s*\S/.test(html) || HANDLER.test(html))
        inline.add('index.html')
      writeNeeds(deckPages, { evaluates: [...evaluates].sort(), inline: [...inline].sort(), origins: [...origins].sort() } satisfies DeckNeeds)
    },
  }

  function addOrigins(text: string): void {
    for (const [, origin] of text.matchAll(SCRIPT))
      origins.add(origin!)
  }
}
