/** The oldest browsers that the phone's page is built for, as Browserslist calls them: phones that had an update since spring 2021. */
export const OLDEST_BROWSERS = ['ios_saf 14.5', 'chrome 88', 'firefox 85']

/** What that means for scripts, as Vite calls it. */
export const BUILD_TARGET = ['es2020', 'safari14']

/** The same for styles, which a target of a year of JavaScript would have written for older ones. */
export const STYLE_TARGET = ['safari14.1', 'chrome88', 'firefox85']
