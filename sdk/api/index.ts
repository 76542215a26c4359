// The door: the author-facing API and the words it is described in.
export { API } from './api.ts'
export type * from './description.ts'
