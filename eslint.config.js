import antfu from '@antfu/eslint-config'

/**
 * Imports point one way. For each folder, the folders it may not import from.
 * `core` knows nobody; a page knows `client` and `core`; nobody knows `server` or `phone`, and the gallery is known to tests alone.
 */
const OFF_LIMITS = {
  core: ['client', 'components', 'layouts', 'panel', 'phone', 'poll', 'server', 'setup', 'theme', 'workshop'],
  workshop: ['client', 'components', 'layouts', 'panel', 'phone', 'poll', 'server', 'setup', 'theme'],
  client: ['components', 'layouts', 'panel', 'phone', 'poll', 'server', 'setup', 'theme', 'workshop'],
  phone: ['components', 'layouts', 'panel', 'poll', 'setup', 'workshop'],
  poll: ['components', 'layouts', 'panel', 'phone', 'server', 'setup', 'theme', 'workshop'],
  components: ['layouts', 'panel', 'phone', 'server', 'setup', 'theme', 'workshop'],
  layouts: ['panel', 'phone', 'server', 'setup', 'theme', 'workshop'],
  theme: ['panel', 'phone', 'server', 'setup'],
  panel: ['phone', 'server', 'setup', 'theme', 'workshop'],
  setup: ['phone', 'server', 'theme'],
  server: ['client', 'components', 'layouts', 'panel', 'phone', 'poll', 'setup', 'theme'],
}

export default antfu(
  {
    type: 'app',
    typescript: true,
    vue: true,
    markdown: false,
    yaml: false,
    ignores: ['dist', 'data', 'out', 'docs/protocol.md', 'content/*.schema.json', 'slides.md'],
  },
  {
    rules: {
      'antfu/reasonable-newline': 'off',
      // A helper may stand below its first use, so that a file opens with what it is for.
      'ts/no-use-before-define': ['error', { functions: false, classes: true, variables: false }],
      'antfu/top-level-function': 'error',
      // The terminal is the user interface of the commands, and a command is what it awaits.
      'no-console': 'off',
      'antfu/no-top-level-await': 'off',
      // A destructured argument is described property by property, in its interface.
      'jsdoc/check-param-names': 'off',
    },
  },
  ...Object.entries(OFF_LIMITS).map(([folder, others]) => ({
    name: `imports/${folder}`,
    files: [`${folder}/**/*.{ts,vue}`],
    ignores: ['phone/vite.config.ts'],
    rules: {
      'no-restricted-imports': ['error', {
        patterns: [
          { regex: `^(\\.\\./)+(gallery|${others.join('|')})/`, allowTypeImports: true, message: `${folder}/ may not import this; CONTRIBUTING.md has the map of who knows whom.` },
          ...(folder === 'core' ? [{ regex: '^(?!\\.|zod$)', message: 'core is pure: it imports zod and nothing else.' }] : []),
        ],
      }],
    },
  })),
)
