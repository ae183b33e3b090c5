/** Code that the first vote doesn't need, in a separate chunk. */
export { laterPhoneKindOf } from '../kinds/later-on-phone.ts'
export { default as AheadPolls } from './ahead/AheadPolls.vue'
export { listWords } from './ahead/list-words.ts'
export { default as Countdown } from './parts/Countdown.vue'
export { default as OwnAnswer } from './parts/OwnAnswer.vue'
export { default as ReactionBar } from './parts/ReactionBar.vue'
export { default as ResultBars } from './parts/ResultBars.vue'
export { default as SeatInput } from './parts/SeatInput.vue'
