import type { TestSpecification } from 'vitest/node'
import { availableParallelism } from 'node:os'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { BaseSequencer } from 'vitest/node'

/** Begun first, so that no core waits at the end for one file. */
const LONG = ['axe', 'other-deck', 'panel', 'main', 'slides', 'development', 'broken-export', 'back', 'story', 'commands', 'kill', 'nodes', 'network', 'hidden', 'fuzz', 'look', 'last-tap', 'countdown', 'compare', 'code-lookup']

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => (LONG.findIndex(name => moduleId.endsWith(`/${name}.test.ts`)) + LONG.length + 1) % (LONG.length + 1)
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}

export default defineConfig({
  // A kind of poll brings its components.
  plugins: [vue()],
  test: {
    include: ['tests/**/*.test.ts'],
    // Other browsers: npm run test:browsers
    exclude: ['tests/browsers/**'],
    // The built pages and a browser, once for all: nothing in a test waits for a build or an install.
    globalSetup: ['tests/support/global-setup.ts'],
    // Half of the time, tests wait for a browser or a server.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    // Files of one worker share the modules that they import, not what they do with them. One project for all: a worker ends before a file of another.
    isolate: false,
    // Each server of a test has built pages of its own, which are links to one renderer: Node loads it once, Vite would transform it for each.
    server: { deps: { external: [/\/phone-server\//] } },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
})
