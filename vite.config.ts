import { defineConfig } from 'vite'
import { slashed } from './authoring/slashed.ts'
import { DEV } from './server/dev-ports.ts'

const server = `http://localhost:${DEV.server}`

/** For the slides under development; Slidev takes it up. What is live comes from the workshop server. */
export default defineConfig({
  // What they import is bundled at once: packages that Vite finds one after the other are bundled again with all others while pages wait.
  optimizeDeps: { entries: ['setup/{main,routes}.ts', 'components/*.vue', 'layouts/*.vue'].map(files => `${slashed(import.meta.dirname)}/${files}`) },
  server: {
    host: 'localhost',
    proxy: {
      '/socket.io': { target: server, ws: true },
      '/facilitator/api': server,
    },
  },
})
