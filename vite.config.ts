import { defineConfig } from 'vite'
import { DEV } from './server/dev-ports.ts'

const server = `http://localhost:${DEV.server}`

/** For the slides under development; Slidev takes it up. What is live comes from the workshop server. */
export default defineConfig({
  server: {
    host: 'localhost',
    proxy: {
      '/socket.io': { target: server, ws: true },
      '/facilitator/api': server,
    },
  },
})
