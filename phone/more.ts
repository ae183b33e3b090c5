/** What the first vote does not need: a chunk of its own, so that it does not wait for it. */
import styles from './styles/more.css?inline'

export { default as MatrixInput } from './MatrixInput.vue'
export { default as OwnAnswer } from './OwnAnswer.vue'
export { default as PostsInput } from './PostsInput.vue'
export { default as RankInput } from './RankInput.vue'
export { default as ReactionBar } from './ReactionBar.vue'
export { default as ResultBars } from './ResultBars.vue'
export { default as ResultScale } from './ResultScale.vue'
export { default as SeatInput } from './SeatInput.vue'
export { default as WordsInput } from './WordsInput.vue'

// Inside the chunk: for a style sheet of its own the first load would have to carry what waits for both.
const sheet = document.createElement('style')
sheet.textContent = styles
document.head.append(sheet)
