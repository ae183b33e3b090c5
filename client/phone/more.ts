/** What the first vote does not need: a chunk of its own, so that it does not wait for it. */
import styles from './styles/more.css?inline'

export { default as MatrixInput } from '../kinds/matrix/MatrixInput.vue'
export { default as PostsInput } from '../kinds/posts/PostsInput.vue'
export { default as RankInput } from '../kinds/rank/RankInput.vue'
export { default as ResultScale } from '../kinds/scale/ResultScale.vue'
export { default as WordsInput } from '../kinds/words/WordsInput.vue'
export { default as OwnAnswer } from './parts/OwnAnswer.vue'
export { default as ReactionBar } from './parts/ReactionBar.vue'
export { default as ResultBars } from './parts/ResultBars.vue'
export { default as SeatInput } from './parts/SeatInput.vue'

// Inside the chunk: for a style sheet of its own the first load would have to carry what waits for both.
const sheet = document.createElement('style')
sheet.textContent = styles
document.head.append(sheet)
