import process from 'node:process'
import { concurrently } from 'concurrently'
import { DEV } from '../dev-ports.ts'
import { orderly } from '../orderly.ts'

const options = process.argv.slice(2).join(' ')

/** The server, and two development servers that send what is live to it. They listen on this machine only. */
await orderly(async () => {
  const { result } = concurrently([
    { name: 'server', command: `node --watch-preserve-output --watch server/main.ts --dev --no-open --port ${DEV.server} ${options}`, prefixColor: 'magenta' },
    { name: 'slides', command: `slidev slides.md --port ${DEV.slides}`, prefixColor: 'cyan', env: { WORKSHOP_SERVER: '1' } },
    { name: 'phone', command: 'vite --config phone/vite.config.ts', prefixColor: 'yellow' },
  ], { killOthersOn: ['failure', 'success'], handleInput: true, defaultInputTarget: 'server' })
  await result.catch(() => {})
})
