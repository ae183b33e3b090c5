import process from 'node:process'
import { parseArgs } from 'node:util'
import { concurrently } from 'concurrently'
import { DEV } from '../dev-ports.ts'
import { untilReadable } from '../follow-content.ts'
import { orderly } from '../orderly.ts'
import { deckAt, isOwnDeck, pathOfDeck } from '../paths.ts'

/** The server, and two development servers that send what is live to it. They listen on this machine only. */
await orderly(async () => {
  const typed = process.argv.slice(2)
  const deck = deckAt(deckIn(typed))
  const slides = isOwnDeck(deck) ? `slidev ${deck.entry}` : `node server/slidev.ts dev ${JSON.stringify(pathOfDeck(deck))}`
  await untilReadable(deck)
  const { result } = concurrently([
    { name: 'server', command: `node --watch-preserve-output --watch server/main.ts --dev --no-open --port ${DEV.server} ${typed.map(word => JSON.stringify(word)).join(' ')}`, prefixColor: 'magenta' },
    { name: 'slides', command: `${slides} --port ${DEV.slides}`, prefixColor: 'cyan', env: { WORKSHOP_SERVER: '1' } },
    { name: 'phone', command: 'vite --config phone/vite.config.ts', prefixColor: 'yellow' },
  ], { killOthersOn: ['failure', 'success'], handleInput: true, defaultInputTarget: 'server' })
  await result.catch(() => {})
})

/** The one word that belongs to no option; the server itself checks what else was typed. */
function deckIn(args: string[]): string | undefined {
  const options = Object.fromEntries(['host', 'public-url', 'data'].map(name => [name, { type: 'string' as const }]))
  return parseArgs({ args, options, strict: false, allowPositionals: true }).positionals[0]
}
