/** Beside the `index.html` of a built deck: the size of its slides, so that a print's page has it before it draws one. */
export const SLIDE_FILE = 'slide.json'

/** Of a slide, in CSS pixels. */
export interface SlideSize { width: number, height: number }
