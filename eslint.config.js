import antfu from '@antfu/eslint-config'

/**
 * Imports point one way: `core ← authoring ← server` and `core ← client ← components, layouts, setup, theme`; in `client/`,
 * `link ← agenda, draw, form ← kinds ← slides, panel, phone`. For every folder, the folders that it may not import from.
 */
const OFF_LIMITS = {
  'core': ['authoring', 'client', 'components', 'layouts', 'server', 'setup', 'theme'],
  'authoring': ['client', 'components', 'layouts', 'server', 'setup', 'theme'],
  'client/link': ['core/kinds/schemas', 'authoring', 'components', 'layouts', 'server', 'setup', 'theme', 'agenda', 'draw', 'form', 'kinds', 'slides', 'panel', 'phone'],
  'client/agenda': ['core/kinds/schemas', 'authoring', 'components', 'layouts', 'server', 'setup', 'theme', 'draw', 'form', 'kinds', 'slides', 'panel', 'phone'],
  'client/draw': ['core/kinds/schemas', 'authoring', 'components', 'layouts', 'server', 'setup', 'theme', 'form', 'kinds', 'slides', 'panel', 'phone'],
  'client/form': ['core/kinds/schemas', 'authoring', 'components', 'layouts', 'server', 'setup', 'theme', 'draw', 'kinds', 'slides', 'panel', 'phone'],
  'client/kinds': ['core/kinds/schemas', 'authoring', 'components', 'layouts', 'server', 'setup', 'theme', 'slides', 'panel', 'phone'],
  'client/home': ['core/kinds/schemas', 'authoring', 'components', 'layouts', 'server', 'setup', 'theme', 'agenda', 'draw', 'form', 'kinds', 'slides', 'panel', 'phone'],
  'client/slides': ['core/kinds/schemas', 'authoring', 'components', 'layouts', 'server', 'setup', 'theme', 'form', 'panel', 'phone'],
  'client/panel': ['core/kinds/schemas', 'authoring', 'components', 'layouts', 'server', 'setup', 'theme', 'form', 'phone'],
  'client/phone': ['core/kinds/schemas', 'authoring', 'components', 'layouts', 'server', 'setup', 'theme', 'draw', 'slides', 'panel'],
  'components': ['core/kinds/schemas', 'authoring', 'client/panel', 'client/phone', 'layouts', 'server', 'setup', 'theme'],
  'layouts': ['core/kinds/schemas', 'authoring', 'client/panel', 'client/phone', 'server', 'setup', 'theme'],
  'theme': ['core/kinds/schemas', 'authoring', 'client/panel', 'client/phone', 'server', 'setup'],
  'setup': ['client/phone', 'server', 'theme'],
  'server': ['client', 'components', 'layouts', 'setup', 'theme'],
}

/** In `server/`, each of these imports only from those before it, and what they share (`server/*.ts`) from none. */
const SERVER = ['log', 'build', 'export', 'report', 'access', 'rooms', 'realtime', 'places', 'web', 'app.ts', 'cli']

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
  ...Object.entries(OFF_LIMITS).map(([folder, others]) => imports(folder, others)),
  ...SERVER.map((part, index) => imports(`server/${part}`, OFF_LIMITS.server, SERVER.slice(index + 1))),
  { ...imports('server', OFF_LIMITS.server, SERVER), name: 'imports/server/*', files: ['server/*.ts'], ignores: ['server/app.ts'] },
)

/**
 * Keeps a folder or a file from importing others.
 * @param part its path
 * @param others folders that it may import types from
 * @param above folders and files that it may not even import types from
 */
function imports(part, others, above = []) {
  const message = `${part} may not import this; CONTRIBUTING.md has the map of who knows whom.`
  return {
    name: `imports/${part}`,
    files: [part, `${part}/**/*.{ts,vue}`],
    rules: {
      'no-restricted-imports': ['error', {
        patterns: [
          { regex: `^(\\.\\./)+(tools|${others.join('|')})/`, allowTypeImports: true, message },
          ...above.length > 0 ? [{ regex: `^(\\.{1,2}/)+(${above.join('|')})(/|$)`, message }] : [],
          ...part === 'core' ? [{ regex: '^(?!\\.|zod$)', message: 'core is pure: it imports zod and nothing else.' }] : [],
        ],
      }],
    },
  }
}
