import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** Firefox and WebKit, for `npm run test:browsers`: apart from `npm test`, which need not have them. */
export default defineConfig({
  root: join(import.meta.dirname, '..', '..'),
  test: {
    include: ['tests/browsers/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
})
