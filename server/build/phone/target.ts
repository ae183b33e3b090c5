/** The oldest supported browsers of the phone's page, in Browserslist syntax: phones updated since spring 2021. */
export const OLDEST_BROWSERS = ['ios_saf 14.5', 'chrome 88', 'firefox 85']

/** The same for scripts, in Vite's syntax. */
export const BUILD_TARGET = ['es2020', 'safari14']

/** The same for styles. With `es2020`, Vite would compile them for older browsers. */
export const STYLE_TARGET = ['safari14.1', 'chrome88', 'firefox85']
