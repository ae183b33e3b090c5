/** What the first vote does not need: a chunk of its own, so that it does not wait for it. */
import './styles/more.css'

export { default as MatrixInput } from './MatrixInput.vue'
export { default as OwnAnswer } from './OwnAnswer.vue'
export { default as PostsInput } from './PostsInput.vue'
export { default as RankInput } from './RankInput.vue'
export { default as ReactionBar } from './ReactionBar.vue'
export { default as ResultBars } from './ResultBars.vue'
export { default as ResultScale } from './ResultScale.vue'
export { default as WordsInput } from './WordsInput.vue'
