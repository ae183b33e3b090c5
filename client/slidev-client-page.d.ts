import type { DefineComponent } from 'vue'

declare const page: DefineComponent<object, object, unknown>
export default page
