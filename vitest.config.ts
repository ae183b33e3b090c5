import type { TestSpecification } from 'vitest/node'
import { availableParallelism } from 'node:os'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { BaseSequencer } from 'vitest/node'

/** A browser each, and a server. */
const BROWSERS = ['tests/e2e/**/*.test.ts']
/** Servers that are killed and flooded. */
const INSTRUMENTS = ['tests/chaos/**/*.test.ts']
/** Begun first, so that no core waits at the end for one file. */
const LONG = ['axe', 'slides', 'other-deck', 'odd-decks', 'panel', 'look', 'development', 'broken-export', 'back', 'story', 'main', 'countdown', 'network', 'last-tap']

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
    // The built pages and a browser, once for all: nothing in a test waits for a build or an install.
    globalSetup: ['tests/support/global-setup.ts'],
    // Half of the time, tests wait for a browser or a server.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    // Files of one worker share the modules that they import, not what they do with them.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    projects: [
      { extends: true, test: { name: 'browsers', include: BROWSERS } },
      { extends: true, test: { name: 'rules', include: ['tests/**/*.test.ts'], exclude: [...BROWSERS, ...INSTRUMENTS, 'tests/browsers/**'] } },
      { extends: true, test: { name: 'instruments', include: INSTRUMENTS } },
    ],
  },
})
