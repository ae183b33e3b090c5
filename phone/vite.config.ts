import type { Plugin } from 'vite'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { DEV } from '../server/dev-ports.ts'

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

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  // Beside the slides' own: the two development servers run at once.
  cacheDir: fileURLToPath(new URL('../node_modules/.vite-phone', import.meta.url)),
  plugins: [vue(), precompress()],
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
  },
  build: {
    outDir: '../dist/phone',
    emptyOutDir: true,
    target: ['es2020', 'safari15'],
    modulePreload: { polyfill: false },
  },
  server: {
    host: 'localhost',
    port: DEV.phone,
    strictPort: true,
    proxy: { '/socket.io': { target: `http://localhost:${DEV.server}`, ws: true } },
  },
})
