export { mountStudio } from './mount-studio.ts'
