import process from 'node:process'
import { createServer, parser } from '@slidev/cli'
import { dropFalseImages, removeTraces, resolveDeck } from './deck.ts'
import { packagesOf } from './modules.ts'

/** Does what `slidev` does: shows the slides, and reloads them on every edit. */
export async function serveDeck(entry: string, port: number): Promise<void> {
  const options = await resolveDeck({ entry }, 'dev')
  const server = await createServer(options, { plugins: [packagesOf(options.cliRoot, options.userRoot)], server: { port, strictPort: true }, logLevel: 'warn' }, {
    async loadData(sources) {
      const loaded = await parser.load(options, options.entry, sources, 'dev')
      dropFalseImages(loaded.slides)
      return { ...loaded, themeMeta: options.data.themeMeta, config: parser.resolveConfig(loaded.headmatter, options.data.themeMeta, options.entry) }
    },
  })
  await server.listen()
  server.printUrls()
  process.on('exit', () => removeTraces(options.userRoot))
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => process.exit())
}
