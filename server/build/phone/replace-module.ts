import type { Plugin } from 'vite'

/**
 * Replaces an inner module of a library in a build. Fails the build that has no such module, as after an update of the library.
 * @param name of the plugin
 * @param path how the module's id ends
 */
export function replaceModule(name: string, path: string, code: string): Plugin {
  let isReplaced = false
  return {
    name,
    apply: 'build',
    enforce: 'pre',
    buildStart() {
      isReplaced = false
    },
    load: {
      order: 'pre',
      handler(id) {
        if (!id.endsWith(path))
          return null
        isReplaced = true
        return code
      },
    },
    buildEnd(error) {
      if (!error && !isReplaced)
        this.error(`The build has no module ${path.replace('\0', '')} to replace.`)
    },
  }
}
