/** What the first vote does not need: a chunk of its own, so that it does not wait for it. */
export { laterPhoneKindOf } from '../kinds/later-on-phone.ts'
export { default as OwnAnswer } from './parts/OwnAnswer.vue'
export { default as ReactionBar } from './parts/ReactionBar.vue'
export { default as ResultBars } from './parts/ResultBars.vue'
export { default as SeatInput } from './parts/SeatInput.vue'
