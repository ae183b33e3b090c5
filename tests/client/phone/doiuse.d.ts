declare module 'doiuse' {
  import type { Plugin } from 'postcss'

  /** Tells which features of CSS a style sheet uses that some browsers, named as Browserslist does, do not have. */
  export default class DoIUse implements Plugin {
    constructor(options: { browsers: string[], onFeatureUsage: (usage: { feature: string, message: string }) => void })
    postcssPlugin: string
  }
}
