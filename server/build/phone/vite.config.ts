import type { Plugin } from 'vite'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import vue from '@vitejs/plugin-vue'
import subsetFont from 'subset-font'
import { build, defineConfig } from 'vite'
import { DEV } from '../../dev-ports.ts'
import { renamePatiently } from '../../files.ts'
import { replaceModule } from './replace-module.ts'
import { BUILD_TARGET, STYLE_TARGET } from './target.ts'

/** The folder of the page's sources. */
const PHONE = new URL('../../../client/phone/', import.meta.url)

/** Compresses once, as well as can be, what the server would compress for each phone. The page itself is filled in at request time. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    writeBundle({ dir }, bundle) {
      for (const file of Object.values(bundle)) {
        if (!/\.(?:js|css)$/.test(file.fileName))
          continue
        const bytes = file.type === 'chunk' ? file.code : file.source
        writeFileSync(join(dir!, `${file.fileName}.br`), brotliCompressSync(bytes))
        writeFileSync(join(dir!, `${file.fileName}.gz`), gzipSync(bytes, { level: 9 }))
      }
    },
  }
}

/** Inlines what the first vote needs: styles, and the script that handles taps before the page's own runs. */
function inPage(): Plugin {
  return {
    name: 'in-page',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      async handler(html, { bundle }) {
        const styles = Object.values(bundle!).filter(file => file.type === 'asset' && file.fileName.endsWith('.css'))
        for (const { fileName } of styles)
          delete bundle![fileName]
        const css = styles.map(file => file.type === 'asset' ? String(file.source) : '').join('').trim()
        return {
          html: html.replace(/\s*<link rel="stylesheet"[^>]*>/, ''),
          tags: [
            { tag: 'style', children: css, injectTo: 'head' },
            { tag: 'script', children: await earlyScript(), injectTo: 'head' },
          ],
        }
      },
    },
  }
}

async function earlyScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      target: BUILD_TARGET,
      lib: { entry: fileURLToPath(new URL('early/early.ts', PHONE)), formats: ['iife'], name: 'early' },
    },
  })
  const [output] = [built].flat()
  if (!output || !('output' in output))
    throw new Error('The early script was not built.')
  return output.output[0].code.trim()
}

/** Without Vite's preload helper, which loads style sheets of chunks. Our chunk has none, and every phone would download the helper. */
const plainImports = () => replaceModule('plain-imports', '\0vite/preload-helper.js', 'export const __vitePreload = load => load()')

/** Without WebTransport, which our pages don't use (see `transports` in `client/link/connection/connection.ts`). */
const withoutWebTransport = () => replaceModule('without-webtransport', '/engine.io-client/build/esm/transports/webtransport.js', 'export class WT {}')

/** Marks the core's modules as free of side effects, so that unused ones are dropped from chunks. */
function pureCore(): Plugin {
  return {
    name: 'pure-core',
    apply: 'build',
    transform: { filter: { id: /[\\/]core[\\/][^?]*\.ts$/ }, handler: () => ({ moduleSideEffects: false }) },
  }
}

const FONTS = fileURLToPath(new URL('../../../node_modules/.phone-fonts', import.meta.url))
/** What authors write in western languages; anything else falls back to the phone's own type. */
const LETTERS = `${letters(0x20, 0x7E)}${letters(0xA0, 0xFF)}ŒœŠšŽž–—‘’‚“”„•…‹›€−×→`
/** Instances of Archivo, each pinned to one weight and width. */
const CUTS = {
  poster: { wght: 850, wdth: 66 },
  regular: { wght: 450, wdth: 95 },
  bold: { wght: 700, wdth: 95 },
}

function letters(first: number, last: number): string {
  return String.fromCharCode(...Array.from({ length: last - first + 1 }, (_, index) => first + index))
}

/** Subsets the deck's font to what a phone shows. */
async function cutFonts(): Promise<void> {
  const whole = readFileSync(createRequire(import.meta.url).resolve('@fontsource-variable/archivo/files/archivo-latin-wdth-normal.woff2'))
  mkdirSync(FONTS, { recursive: true })
  for (const [name, variationAxes] of Object.entries(CUTS)) {
    const path = join(FONTS, `${name}.woff2`)
    // Written atomically, because two builds can run at the same time.
    const draft = `${path}.${process.pid}`
    writeFileSync(draft, await subsetFont(whole, LETTERS, { targetFormat: 'woff2', variationAxes }))
    renamePatiently(draft, path, { patience: 5000 })
  }
}

await cutFonts()

export default defineConfig(({ isSsrBuild }) => ({
  root: fileURLToPath(PHONE),
  // The server writes into the page where its files are.
  base: './',
  // Beside the slides' own: the two development servers run at once.
  cacheDir: fileURLToPath(new URL('../../../node_modules/.vite-phone', import.meta.url)),
  plugins: [vue(), ...isSsrBuild ? [] : [plainImports(), pureCore(), withoutWebTransport(), inPage(), precompress()]],
  resolve: { alias: { '@fonts': FONTS } },
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
    ...isSsrBuild && { 'process.env.NODE_ENV': '"production"' },
  },
  build: {
    outDir: '../../dist/phone',
    emptyOutDir: true,
    target: BUILD_TARGET,
    cssTarget: STYLE_TARGET,
    modulePreload: false,
    // An inlined font would delay the styles.
    assetsInlineLimit: 0,
    // Modules that the first chunk imports but doesn't use: grouping them moves them to the later chunk.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'later', test: /[\\/]core[\\/](?:words[\\/]text|kinds[\\/]shared[\\/](?:written|ranks))\.ts$/ }] } } },
  },
  server: {
    host: 'localhost',
    port: DEV.phone,
    strictPort: true,
    proxy: { '/socket.io': { target: `http://localhost:${DEV.server}`, ws: true } },
  },
  // Bundles the server's part into one file without dependencies.
  ssr: { noExternal: true, resolve: { conditions: ['module', 'import', 'default'] } },
}))
